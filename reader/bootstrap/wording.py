"""What setting up says.

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
    "need-system": {
        "en": "Qt needs libraries that this system lacks: run this, and start again.\n  {command}",
        "zh_TW": "系統缺少 Qt 需要的程式庫：請執行這一行，再重新啟動。\n  {command}",
        "zh_CN": "系统缺少 Qt 需要的库：请运行这一行，再重新启动。\n  {command}",
    },
    "need-libraries": {
        "en": "Qt needs libraries that this system lacks: install {libraries} and start again.",
        "zh_TW": "系統缺少 Qt 需要的程式庫：請安裝 {libraries}，再重新啟動。",
        "zh_CN": "系统缺少 Qt 需要的库：请安装 {libraries}，再重新启动。",
    },
    "no-system": {
        "en": (
            "The system packages could not be installed ({reason}): run this, and start again."
            "\n  {command}"
        ),
        "zh_TW": "無法安裝系統套件（{reason}）：請執行這一行，再重新啟動。\n  {command}",
        "zh_CN": "无法安装系统软件包（{reason}）：请运行这一行，再重新启动。\n  {command}",
    },
    "no-qt": {
        "en": (
            "Qt does not start here ({reason}): check the display, or unset DISPLAY and"
            " WAYLAND_DISPLAY to do without one. The whole report is in {log}."
        ),
        "zh_TW": (
            "Qt 無法啟動（{reason}）：請檢查顯示器，或取消 DISPLAY 與 WAYLAND_DISPLAY"
            " 兩個變數而不使用它。完整的紀錄在 {log}。"
        ),
        "zh_CN": (
            "Qt 无法启动（{reason}）：请检查显示器，或取消 DISPLAY 与 WAYLAND_DISPLAY"
            " 两个变量而不使用它。完整的日志在 {log}。"
        ),
    },
    "need-font": {
        "en": "No font for Chinese was found, so characters will show as boxes: run {command}",
        "zh_TW": "找不到中文字型，文字會顯示成方框：請執行 {command}",
        "zh_CN": "找不到中文字体，文字会显示成方框：请运行 {command}",
    },
    "need-any-font": {
        "en": (
            "No font for Chinese was found, so characters will show as boxes: install one,"
            " such as Noto Serif CJK."
        ),
        "zh_TW": "找不到中文字型，文字會顯示成方框：請安裝一套，例如思源宋體（Noto Serif CJK）。",
        "zh_CN": "找不到中文字体，文字会显示成方框：请安装一套，例如思源宋体（Noto Serif CJK）。",
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


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Locale:
    """Return the language asked for by --lang, else by the environment."""
    asked = ""
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            asked = "".join(arguments[position + 1 : position + 2])
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return pick_locale([asked] if asked else system_languages(environ))
