"""The messages of setting up.

In a table of its own and not in the message catalogues, so that a broken or incomplete checkout can
still say what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.localization import pick_locale, system_languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.localization import Locale

MESSAGES: dict[str, dict[Locale, str]] = {
    "making": {
        "en": "Making a private Python environment in {folder}.",
        "zh_TW": "正在 {folder} 建立專用的 Python 環境。",
        "zh_CN": "正在 {folder} 创建专用的 Python 环境。",
    },
    "packages": {
        "en": "Installing {names}. This can take some minutes and happens once.",
        "zh_TW": "正在安裝 {names}。可能需要幾分鐘，只做這一次。",
        "zh_CN": "正在安装 {names}。可能需要几分钟，只做这一次。",
    },
    "downloading": {
        "en": "  downloading {file}",
        "zh_TW": "  下載 {file}",
        "zh_CN": "  下载 {file}",
    },
    "waiting": {
        "en": "Another start is setting things up: waiting until it has finished.",
        "zh_TW": "另一個視窗正在進行安裝，等它完成。",
        "zh_CN": "另一个窗口正在进行安装，等它完成。",
    },
    "checking": {
        "en": "Checking that Qt starts and that there is a font for Chinese.",
        "zh_TW": "正在檢查 Qt 能否啟動、有沒有中文字型。",
        "zh_CN": "正在检查 Qt 能否启动、有没有中文字体。",
    },
    "system": {
        "en": "Installing system packages, which can take some minutes: {command}",
        "zh_TW": "正在安裝系統套件，可能需要幾分鐘：{command}",
        "zh_CN": "正在安装系统软件包，可能需要几分钟：{command}",
    },
    "unpacking": {
        "en": (
            "Downloading Debian packages into {folder}, for this program alone: nothing is"
            " installed on the system. This can take some minutes and happens once: {names}"
        ),
        "zh_TW": (
            "正在下載 Debian 套件到 {folder}，只供這個程式使用，不會安裝到系統。"
            "可能需要幾分鐘，只做這一次：{names}"
        ),
        "zh_CN": (
            "正在下载 Debian 软件包到 {folder}，只供这个程序使用，不会安装到系统。"
            "可能需要几分钟，只做这一次：{names}"
        ),
    },
    "ready": {
        "en": "All is set up.",
        "zh_TW": "安裝完成。",
        "zh_CN": "安装完成。",
    },
    "no-pip": {
        "en": (
            "Python's package installer pip is missing from {python}: install it"
            " (on Debian: sudo apt-get install -y python3-pip) and start again."
        ),
        "zh_TW": (
            "{python} 缺少套件安裝程式 pip：請先安裝它"
            "（Debian 上執行 sudo apt-get install -y python3-pip），再重新啟動。"
        ),
        "zh_CN": (
            "{python} 缺少软件包安装程序 pip：请先安装它"
            "（Debian 上运行 sudo apt-get install -y python3-pip），再重新启动。"
        ),
    },
    "old-pip": {
        "en": (
            "Python's package installer pip is too old here: run this, and start again:"
            " {python} -m pip install --user --upgrade pip"
        ),
        "zh_TW": (
            "套件安裝程式 pip 太舊：請執行這一行，再重新啟動："
            "{python} -m pip install --user --upgrade pip"
        ),
        "zh_CN": (
            "软件包安装程序 pip 太旧：请运行这一行，再重新启动："
            "{python} -m pip install --user --upgrade pip"
        ),
    },
    "no-environment": {
        "en": (
            "The folder {folder} cannot be written ({reason}): make room for it there, or copy the"
            " program to a folder of your own, and start again."
        ),
        "zh_TW": (
            "無法寫入資料夾 {folder}（{reason}）：請騰出空間，"
            "或把程式複製到您自己的資料夾，再重新啟動。"
        ),
        "zh_CN": (
            "无法写入文件夹 {folder}（{reason}）：请腾出空间，"
            "或把程序复制到您自己的文件夹，再重新启动。"
        ),
    },
    "no-packages": {
        "en": (
            "The packages could not be installed into {folder} ({reason}): check that the network"
            " can be reached and start again. The whole report is in {log}."
        ),
        "zh_TW": (
            "無法把套件安裝到 {folder}（{reason}）：請確認網路連線正常，再重新啟動。"
            "完整的紀錄在 {log}。"
        ),
        "zh_CN": (
            "无法把软件包安装到 {folder}（{reason}）：请确认网络连接正常，再重新启动。"
            "完整的日志在 {log}。"
        ),
    },
    "no-space": {
        "en": (
            "The packages could not be installed into {folder} ({reason}): make room on the disk"
            " and start again. The whole report is in {log}."
        ),
        "zh_TW": (
            "無法把套件安裝到 {folder}（{reason}）：請騰出磁碟空間，再重新啟動。"
            "完整的紀錄在 {log}。"
        ),
        "zh_CN": (
            "无法把软件包安装到 {folder}（{reason}）：请腾出磁盘空间，再重新启动。"
            "完整的日志在 {log}。"
        ),
    },
    "no-build": {
        "en": (
            "A package has not been built for this system and Python {version} ({reason}): start"
            " with Python 3.11 to 3.14, on Linux with glibc 2.34 or newer, macOS or Windows."
            " The whole report is in {log}."
        ),
        "zh_TW": (
            "有套件不支援這個系統與 Python {version}（{reason}）：請改用 Python 3.11 到 3.14，"
            "在 glibc 2.34 以上的 Linux、macOS 或 Windows 上啟動。完整的紀錄在 {log}。"
        ),
        "zh_CN": (
            "有软件包不支持这个系统与 Python {version}（{reason}）：请改用 Python 3.11 到 3.14，"
            "在 glibc 2.34 以上的 Linux、macOS 或 Windows 上启动。完整的日志在 {log}。"
        ),
    },
    "need-system": {
        "en": (
            "Qt needs libraries that this system lacks ({libraries}): run this as the administrator"
            " of this computer, or ask for it, and start again: {command}"
        ),
        "zh_TW": (
            "系統缺少 Qt 需要的程式庫（{libraries}）：請以系統管理員身分執行這一行，"
            "或請管理員執行，再重新啟動：{command}"
        ),
        "zh_CN": (
            "系统缺少 Qt 需要的库（{libraries}）：请以系统管理员身份运行这一行，"
            "或请管理员运行，再重新启动：{command}"
        ),
    },
    "need-libraries": {
        "en": (
            "Qt needs libraries that this system lacks: install the packages of your system that"
            " have {libraries}, and start again."
        ),
        "zh_TW": ("系統缺少 Qt 需要的程式庫：請安裝系統中含有 {libraries} 的套件，再重新啟動。"),
        "zh_CN": ("系统缺少 Qt 需要的库：请安装系统中含有 {libraries} 的软件包，再重新启动。"),
    },
    "no-system": {
        "en": (
            "The system packages could not be installed ({reason}): check that the network can be"
            " reached, run this, and start again: {command}"
        ),
        "zh_TW": (
            "無法安裝系統套件（{reason}）：請確認網路連線正常，執行這一行，再重新啟動：{command}"
        ),
        "zh_CN": (
            "无法安装系统软件包（{reason}）：请确认网络连接正常，运行这一行，再重新启动：{command}"
        ),
    },
    "no-display": {
        "en": (
            "The window cannot be shown ({reason}): put DISPLAY, WAYLAND_DISPLAY and"
            " QT_QPA_PLATFORM right, or unset them to do without a display."
        ),
        "zh_TW": (
            "無法顯示視窗（{reason}）：請改正 DISPLAY、WAYLAND_DISPLAY 與 QT_QPA_PLATFORM"
            " 這幾個變數，或取消它們而不使用顯示器。"
        ),
        "zh_CN": (
            "无法显示窗口（{reason}）：请改正 DISPLAY、WAYLAND_DISPLAY 与 QT_QPA_PLATFORM"
            " 这几个变量，或取消它们而不使用显示器。"
        ),
    },
    "no-package": {
        "en": (
            "A part of the program cannot be loaded ({reason}): run this, and start again:"
            " {command}"
        ),
        "zh_TW": "無法載入程式的一部分（{reason}）：請執行這一行，再重新啟動：{command}",
        "zh_CN": "无法加载程序的一部分（{reason}）：请运行这一行，再重新启动：{command}",
    },
    "broken-environment": {
        "en": (
            "A part of the program cannot be loaded ({reason}): delete the folder {folder} and"
            " start again, so that it is installed anew."
        ),
        "zh_TW": (
            "無法載入程式的一部分（{reason}）：請刪除資料夾 {folder} 再重新啟動，它會重新安裝。"
        ),
        "zh_CN": (
            "无法加载程序的一部分（{reason}）：请删除文件夹 {folder} 再重新启动，它会重新安装。"
        ),
    },
    "need-font": {
        "en": (
            "No font for Chinese was found, and without one characters show as boxes: run this as"
            " the administrator of this computer, or ask for it, and start again: {command}"
        ),
        "zh_TW": (
            "找不到中文字型，文字會顯示成方框：請以系統管理員身分執行這一行，或請管理員執行，"
            "再重新啟動：{command}"
        ),
        "zh_CN": (
            "找不到中文字体，文字会显示成方框：请以系统管理员身份运行这一行，或请管理员运行，"
            "再重新启动：{command}"
        ),
    },
    "need-any-font": {
        "en": (
            "No font for Chinese was found, and without one characters show as boxes: install one,"
            " such as Noto Serif CJK, and start again."
        ),
        "zh_TW": (
            "找不到中文字型，文字會顯示成方框：請安裝一套，例如思源宋體（Noto Serif CJK），"
            "再重新啟動。"
        ),
        "zh_CN": (
            "找不到中文字体，文字会显示成方框：请安装一套，例如思源宋体（Noto Serif CJK），"
            "再重新启动。"
        ),
    },
    "interrupted": {
        "en": "Stopped; the next start goes on from here.",
        "zh_TW": "已中止，下次啟動時會接著完成。",
        "zh_CN": "已中止，下次启动时会接着完成。",
    },
}


class SetupError(Exception):
    """Setting up cannot go on; `message` is a key of MESSAGES, `values` are its fields."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def in_words(self, language: Locale) -> str:
        """Return what it says to people."""
        return in_words(self.message, language, **self.values)


def in_words(message: str, language: Locale, **values: str) -> str:
    """Return a message, a key of MESSAGES, in a language and with its fields filled in."""
    return MESSAGES[message][language].format(**values)


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Locale:
    """Return the language asked for by --lang, else by the environment."""
    asked = ""
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            asked = "".join(arguments[position + 1 : position + 2])
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return pick_locale([asked] if asked else system_languages(environ))
