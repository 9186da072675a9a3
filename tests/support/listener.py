"""A small screen reader, for the system's own Python: it prints what it hears and reads, as JSON.

It is told by lines what to do: `caret OFFSET` and `select START END`, of the text it heard of last.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HEARD = (
    "object:state-changed:focused",
    "object:text-caret-moved",
    "object:text-selection-changed",
    "object:announcement",
)


class Listener:
    """Hears the events of all programs on its bus."""

    def __init__(self) -> None:
        self._text = None
        # Without a buffer, in which a line would wait that nothing tells of.
        self._lines = os.fdopen(0, "rb", buffering=0)
        self._events = Atspi.EventListener.new(self._on_event)
        for name in HEARD:
            self._events.register(name)
        # This is what makes programs tell.
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties",
            "Set",
            GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))),
            None,
            Gio.DBusCallFlags.NONE,
            -1,
        )
        GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, self._on_line)
        self._say({"event": "ready"})

    def _on_event(self, event: Any) -> None:
        source, name = event.source, event.type
        said = {"event": name, "role": source.get_role_name(), "name": source.get_name()}
        if "announcement" in name:
            said["sentence"] = event.any_data
        elif source.get_role() == Atspi.Role.TEXT:
            self._text = source
            said.update(self._read(source))
        if "focused" not in name or event.detail1:
            self._say(said)

    @staticmethod
    def _say(said: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

    @staticmethod
    def _read(source: Any) -> dict[str, Any]:
        at = Atspi.Text.get_caret_offset(source)
        line, paragraph = (
            Atspi.Text.get_string_at_offset(source, at, granularity).content
            for granularity in (Atspi.TextGranularity.LINE, Atspi.TextGranularity.PARAGRAPH)
        )
        selected = ""
        if Atspi.Text.get_n_selections(source):
            part = Atspi.Text.get_selection(source, 0)
            selected = Atspi.Text.get_text(source, part.start_offset, part.end_offset)
        states = source.get_state_set()
        return {
            "caret": at,
            "line": line,
            "paragraph": paragraph,
            "selected": selected,
            "description": source.get_description(),
            "focused": states.contains(Atspi.StateType.FOCUSED),
            "showing": states.contains(Atspi.StateType.SHOWING),
        }

    def _on_line(self, *_: Any) -> bool:
        what, *numbers = self._lines.readline().decode().split() or [""]
        if what == "caret":
            Atspi.Text.set_caret_offset(self._text, int(numbers[0]))
        elif what == "select":
            Atspi.Text.set_selection(self._text, 0, int(numbers[0]), int(numbers[1]))
        else:
            Atspi.event_quit()
        return bool(what)


if __name__ == "__main__":
    listener = Listener()
    Atspi.event_main()
