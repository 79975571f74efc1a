"""Which package holds a system library that the window needs. No Qt here: Qt is what fails to load."""

from __future__ import annotations

import ctypes.util
import os
import re
import sys

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
    "libxcb-xinerama.so.0": ("libxcb-xinerama0", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
_X11 = tuple(name for name in _PACKAGES if name.startswith(("libxcb", "libxkbcommon")))


def _install_line(names: list[str]) -> str:
    rows = [_PACKAGES[name] for name in names]
    debian, fedora, arch = (" ".join(dict.fromkeys(row[place] for row in rows)) for place in range(3))
    return (
        f"Install it with “sudo apt install {debian}” (Debian, Ubuntu), "
        f"“sudo dnf install {fedora}” (Fedora) or “sudo pacman -S {arch}” (Arch)."
    )


def missing_library_help(error: str) -> str:
    """The sentence for an ImportError of Qt, with the exact package where the library is known."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*)", error)
    if found and found.group(1) in _PACKAGES:
        name = found.group(1)
        return f"The window cannot open: the system library {name} is missing. {_install_line([name])}"
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
    if not wayland:
        # The X11 plug-in loads these late and would end the whole program without a word we could change.
        missing = [name for name in _X11 if ctypes.util.find_library(_short(name)) is None]
        if missing:
            return f"The window cannot open: {', '.join(missing)} missing. {_install_line(missing)}"
    return None


def _short(library: str) -> str:
    """The name find_library() takes: "libxcb-cursor.so.0" -> "xcb-cursor"."""
    return library.removeprefix("lib").split(".so")[0]


def main() -> int:
    """`python -m ui.system_libraries`: whether the window can open here; says what is missing if not."""
    try:
        import PySide6.QtWidgets  # noqa: F401 - loading it is the test
    except ImportError as error:
        reason: str | None = missing_library_help(str(error))
    else:
        reason = missing_screen_help()
    if reason:
        sys.stderr.write(f"labeler: {reason}\n")
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
