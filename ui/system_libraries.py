"""Which package holds a system library that the window needs. No Qt here: Qt is what fails to load."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from pathlib import Path

# Library -> (Debian and Ubuntu, Fedora, Arch).
_PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}


def _install_line(name: str) -> str:
    debian, fedora, arch = _PACKAGES[name]
    return (
        f"Install it with “sudo apt install {debian}” (Debian, Ubuntu), "
        f"“sudo dnf install {fedora}” (Fedora) or “sudo pacman -S {arch}” (Arch)."
    )


def missing_library_help(error: str) -> str:
    """The sentence for an ImportError of Qt, with the exact package where the library is known."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*)", error)
    if found and found.group(1) in _PACKAGES:
        name = found.group(1)
        return f"The window cannot open: the system library {name} is missing. {_install_line(name)}"
    if found:
        return f"The window cannot open: the system library {found.group(1)} is missing. Install its package."
    return f"The window cannot open: Qt could not be loaded ({error}). Set the program up again as its README says."


def missing_screen_help() -> str | None:
    """The sentence for a Linux session in which no window can open, or None where one can."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not wayland and not x11:
        return (
            "The window cannot open: there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "Start it in a desktop session; the other commands work without one."
        )
    return None if wayland else _missing_for_x11()


def _missing_for_x11() -> str | None:
    """Loads Qt's X11 plug-in as Qt will: a library it misses would end the program without a word of ours."""
    found = importlib.util.find_spec("PySide6")
    folder = found.submodule_search_locations[0] if found and found.submodule_search_locations else ""
    plugin = Path(folder, "Qt", "plugins", "platforms", "libqxcb.so")
    if not plugin.is_file():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library_help(str(error))
    return None
