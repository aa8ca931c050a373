"""Writes the manual page from the program's own description of its commands: `assay --experimental-dump-help` on standard
input, roff on standard output. So the page cannot tell of options that are not there."""

import json
import sys

EXITS = [
    ("0", "good"), ("1", "the thing asked about is bad"), ("2", "usage or unreadable input"),
    ("3", "an engine, file or service is missing"), ("130", "interrupted"),
]
VARIABLES = [
    ("ASSAY_PROJECT, ASSAY_ENV", "the project's folder and the environment, where no option says"),
    ("ASSAY_HOME", "a folder that holds sample_data, themes or engine; it is asked before any other"),
    ("ASSAY_LIBDUCKDB", "the engine's library file, instead of the installed one"),
    ("ASSAY_SECRET_NAME", "the value of secret('name')"),
    ("ASSAY_THEME, NO_COLOR, ASSAY_READONLY", "how the dashboard looks, and whether it may change anything"),
    ("XDG_DATA_HOME, XDG_DATA_DIRS", "where sample data, themes and engine are looked for: PLACE/assay"),
]


def roff(text):
    """Text that roff takes as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def prose(text):
    """Lines that are set out by blanks stay lines."""
    parts = []
    for line in text.split("\n"):
        parts.append(f".nf\n{roff(line)}\n.fi" if "  " in line.strip() or line.startswith(" ") else roff(line) or ".PP")
    return "\n".join(parts)


def name(argument):
    marks = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    names = ", ".join(marks[each["kind"]] + each["name"] for each in argument.get("names", []))
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return value
    return names + (f" <{value}>" if argument["kind"] == "option" and value else "")


def options(command, known):
    for argument in command.get("arguments", []):
        key = name(argument)
        if not argument.get("shouldDisplay", True) or key in known or not argument.get("abstract"):
            continue
        default = argument.get("defaultValue")
        words = argument["abstract"] + (f" Default: {default}." if default and "Default" not in argument["abstract"] else "")
        print(".TP\n.B " + roff(key) + "\n" + roff(words))


def shown(command):
    return [each for each in command.get("subcommands", []) if each.get("shouldDisplay", True) and each["commandName"] != "help"]


def describe(command, path, known):
    print(".SS " + roff(" ".join(path)))
    print(roff(command.get("abstract", "")))
    if command.get("discussion"):
        print(".PP\n" + prose(command["discussion"]))
    options(command, known)
    for each in shown(command):
        describe(each, path + [each["commandName"]], known)


def main():
    version = sys.argv[1]
    root = json.load(sys.stdin)["command"]
    print(f'.TH ASSAY 1 "" "assay {version}" "User Commands"')
    print(".SH NAME\nassay \\- " + roff(root["abstract"].rstrip(".")[0].lower() + root["abstract"].rstrip(".")[1:]))
    print(".SH SYNOPSIS\n.B assay\n[\\fIcommand\\fR] [\\fIoptions\\fR]")
    print(".SH DESCRIPTION\n" + prose(root.get("discussion") or root["abstract"]))
    print(".SH OPTIONS")
    options(root, set())
    known = {name(argument) for argument in root.get("arguments", [])}
    print(".SH COMMANDS")
    for command in shown(root):
        describe(command, ["assay", command["commandName"]], known)
    print(".SH EXIT STATUS")
    for number, words in EXITS:
        print(f".TP\n.B {number}\n{roff(words)}")
    print(".SH ENVIRONMENT")
    for variable, words in VARIABLES:
        print(f".TP\n.B {roff(variable)}\n{roff(words)}")
    print(".SH FILES")
    print(".TP\n.I /usr/share/assay/sample_data\nThe sample project, SETTINGS.md and FUNCTIONS.md.")


main()
