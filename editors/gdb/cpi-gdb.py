# Pretty-printers of gdb for values of cpi programs (built with `-O none`).
#
# Use: `source editors/gdb/cpi-gdb.py` in gdb, or in ~/.gdbinit. Then `[]i8` is shown as text, other slices as `{n elements}` with the elements,
# tagged enums as `Member(payload)`, `bool`s by name.

import gdb
import gdb.printing

MAX_TEXT = 4096


class Text:
    """A `[]i8`."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        count = int(self.value["count"])
        if count <= 0:
            return '""'
        shown = min(count, MAX_TEXT)
        raw = bytes(gdb.selected_inferior().read_memory(int(self.value["data"]), shown))
        text = raw.decode("utf-8", "backslashreplace")
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\0", "\\0")
        return '"' + escaped + '"' + ("..." if shown < count else "")


class Slice:
    """A slice: the number of elements, and the elements."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        count = max(0, int(self.value["count"]))
        return "%d %s" % (count, "element" if count == 1 else "elements")

    def children(self):
        data = self.value["data"]
        for i in range(max(0, int(self.value["count"]))):
            yield "[%d]" % i, (data + i).dereference()

    def display_hint(self):
        return "array"


class Tagged:
    """A tagged enum: the current member. gdb has left out the fields of the other variants."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        names = [f.name for f in self.value.type.fields() if f.name and f.name != "tag"]
        if not names:
            return "unset"
        payload = self.value[names[0]]
        if payload.type.sizeof == 0:
            return names[0]
        return "%s(%s)" % (names[0], payload.format_string())


def is_tagged(type):
    fields = type.fields()
    return any(f.artificial and f.name == "tag" for f in fields)


def find(value):
    type = value.type.strip_typedefs()
    if type.code != gdb.TYPE_CODE_STRUCT:
        return None
    name = type.name or ""
    if name == "[]i8":
        return Text(value)
    if name.startswith("[]"):
        return Slice(value)
    if is_tagged(type):
        return Tagged(value)
    return None


class Printers(gdb.printing.PrettyPrinter):
    def __init__(self):
        super().__init__("cpi")

    def __call__(self, value):
        return find(value)


gdb.printing.register_pretty_printer(None, Printers(), replace=True)
