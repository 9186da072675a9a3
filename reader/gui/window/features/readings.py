"""How characters are read: shown above or beside them, or where the pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.widgets.background_job import BackgroundJob
from reader.gui.window.commands import ARTICLE, Command, Menu, Need
from reader.gui.window.feature import Feature
from reader.localization import tr
from reader.text.han import is_han
from reader.text.phonetics import Notation, can_read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.page.view import PageView
    from reader.gui.widgets.background_job import JobProgress
    from reader.gui.window.actions import Actions
    from reader.gui.window.notification_bar import NotificationBar
    from reader.gui.window.state_saver import StateSaver

_NONE = "none"
_ALL, _RARE, _HOVER = "all", "rare", "hover"


class Readings(Feature):
    """Shows how characters are read, and remembers of which ones and in what."""

    def __init__(
        self,
        page: PageView,
        actions: Actions,
        saver: StateSaver,
        notification_bar: NotificationBar,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._actions = actions
        self._saver = saver
        self._notification_bar = notification_bar
        self._loading: BackgroundJob | None = None
        self._is_loaded = False

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands of the menu of readings."""
        notations = {_NONE: tr("None"), "pinyin": tr("Pinyin"), "zhuyin": tr("Zhuyin")}
        characters = {
            _ALL: tr("Of all characters"),
            _RARE: tr("Of rare characters only"),
            _HOVER: tr("Where the pointer is"),
        }
        return (
            *(
                Command(
                    name=f"readings-{name}",
                    text=text,
                    menu=Menu.READINGS,
                    run=Readings.show_in,
                    arguments=(name,),
                    group="readings",
                    is_checked=name == _NONE,
                )
                for name, text in notations.items()
            ),
            *(
                Command(
                    name=f"readings-of-{name}",
                    text=text,
                    menu=Menu.READINGS,
                    run=Readings.show_of,
                    arguments=(name,),
                    group="readings-of",
                    is_checked=name == _ALL,
                    starts_group=name == _ALL,
                )
                for name, text in characters.items()
            ),
            Command(
                name="know-characters",
                text=tr("I know the selected characters"),
                menu=Menu.READINGS,
                run=Readings.know,
                arguments=(True,),
                needs=ARTICLE | {Need.SELECTION},
                starts_group=True,
            ),
            Command(
                name="forget-characters",
                text=tr("I do not know the selected characters"),
                menu=Menu.READINGS,
                run=Readings.know,
                arguments=(False,),
                needs=ARTICLE | {Need.SELECTION},
            ),
        )

    def show_in(self, notation: str) -> None:
        """Show readings in a value of `Notation`, or with any other name none."""
        known = notation in list(Notation)
        self._saver.change(notation=notation if known else "")
        self.show()

    def show_of(self, characters: str) -> None:
        """Show the readings of all characters, of rare ones, or of the word pointed at.

        Where none were shown, they are shown in pinyin.
        """
        notation = self._saver.settings.notation or Notation.PINYIN.value
        self._saver.change(shown_readings=characters, notation=notation)
        self.show()

    def know(self, knows: bool) -> None:
        """Take the selected characters for known, or for unknown, on this device."""
        settings = self._saver.settings
        selected = frozenset(filter(is_han, self._page.selected_text))
        known, unknown = (
            frozenset(settings.known_characters),
            frozenset(settings.unknown_characters),
        )
        known, unknown = (
            (known | selected, unknown - selected)
            if knows
            else (known - selected, unknown | selected)
        )
        self._saver.change(
            known_characters="".join(sorted(known)), unknown_characters="".join(sorted(unknown))
        )
        self.show()

    def show(self) -> None:
        """Show readings as the settings have it; the page is there without them until they are."""
        settings = self._saver.settings
        notation = settings.notation if settings.notation in list(Notation) else _NONE
        characters = settings.shown_readings
        characters = characters if characters in {_ALL, _RARE, _HOVER} else _ALL
        self._actions[f"readings-{notation}"].setChecked(True)
        self._actions[f"readings-of-{characters}"].setChecked(True)
        if notation == _NONE:
            self._page.set_readings(None, Notation.PINYIN)
            self._page.set_hover_notation(None)
        elif self._is_loaded:
            self._show(Notation(notation), characters)
        else:
            self._load()

    def _show(self, notation: Notation, characters: str) -> None:
        from reader.document.readings import Known, readings_of  # with rules about damage

        settings = self._saver.settings
        known = Known(
            settings.common_characters,
            frozenset(settings.known_characters),
            frozenset(settings.unknown_characters),
        )
        read = {_ALL: readings_of, _RARE: known.readings_of, _HOVER: None}[characters]
        self._page.set_hover_notation(notation)
        self._page.set_readings(read, notation)

    def _load(self) -> None:
        """Load what readings need, which takes too long for the thread of the window."""
        if self._loading is None:
            self._loading = BackgroundJob(_load, self)
            self._loading.result.connect(self._on_loaded)
            self._loading.start()

    def _on_loaded(self, is_there: bool) -> None:
        self._loading = None
        self._is_loaded = is_there
        if is_there:
            self.show()
        else:
            self._notification_bar.say(
                tr("To show readings, the program needs the package {name}").format(name="pypinyin")
            )


def _load(_: JobProgress) -> bool:
    return can_read()
