"""The values of one question as SKOS, the form in which vocabularies are published.

Turtle and RDF/XML are written here; reading either needs rdflib: pip install 'news-labeler[skos]'.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote
from xml.sax import SAXException

from labeler.codebook import Value
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    from labeler.codebook import Question

Form = Literal["turtle", "xml"]

_FAULTS = (SyntaxError, ValueError, LookupError, AssertionError, AttributeError, TypeError, SAXException)
"""What rdflib's parsers raise on a text that is none of theirs."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
_BASE = "urn:labeler:"
_MEDTOP, _MEDTOP_URI = "medtop:", "http://cv.iptc.org/newscodes/mediatopic/"
_INCLUDE, _EXCLUDE = "Include: ", "Exclude: "
_LANGUAGES = ("", "en", "en-GB", "en-US")
"""Which of several names is taken; after these the first by its language."""


def _scheme(question: Question) -> str:
    return f"{_BASE}{quote(question.key, safe='')}"


def _uri(question: Question, value: str) -> str:
    return f"{_scheme(question)}:{quote(value, safe='')}"


def _facts(question: Question, value: Value) -> list[tuple[str, str, bool]]:
    """What is said of a value: (SKOS property, text or address, whether it is an address)."""
    found = [("inScheme", _scheme(question), True), ("notation", value.value, False)]
    found.append(("prefLabel", value.title, False))
    if value.parent is None:
        found.append(("topConceptOf", _scheme(question), True))
    else:
        found.append(("broader", _uri(question, value.parent), True))
    if value.definition:
        found.append(("definition", value.definition, False))
    for mark, text in ((_INCLUDE, value.include), (_EXCLUDE, value.exclude)):
        if text:
            found.append(("scopeNote", mark + text, False))
    found += [("example", example, False) for example in value.examples]
    if value.code.startswith(_MEDTOP):
        found.append(("exactMatch", _MEDTOP_URI + value.code.removeprefix(_MEDTOP), True))
    elif value.code:
        found.append(("changeNote", f"Code: {value.code}", False))
    return found


def values_to_turtle(question: Question) -> str:
    """A question's values as Turtle. Answer keys are the program's own and do not go out."""
    scheme = _scheme(question)
    lines = [f"@prefix skos: <{_SKOS}> .", ""]
    lines += [f"<{scheme}> a skos:ConceptScheme ;", f"    skos:prefLabel {_literal(question.title)} .", ""]
    for value in question.values:
        lines.append(f"<{_uri(question, value.value)}> a skos:Concept ;")
        facts = [
            f"    skos:{name} {f'<{content}>' if is_uri else _literal(content)}"
            for name, content, is_uri in _facts(question, value)
        ]
        lines += [" ;\n".join(facts) + " .", ""]
    members = " ".join(f"<{_uri(question, value.value)}>" for value in question.values)
    lines += [f"<{scheme}:> a skos:OrderedCollection ;", f"    skos:memberList ( {members} ) ."]
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for sign, shown in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(sign, shown)
    return f'"{escaped}"'


def values_to_rdf_xml(question: Question) -> str:
    """A question's values as RDF/XML."""
    ET.register_namespace("skos", _SKOS)
    ET.register_namespace("rdf", _RDF)
    root = ET.Element(f"{{{_RDF}}}RDF")
    about, resource = f"{{{_RDF}}}about", f"{{{_RDF}}}resource"
    scheme = ET.SubElement(root, f"{{{_SKOS}}}ConceptScheme", {about: _scheme(question)})
    ET.SubElement(scheme, f"{{{_SKOS}}}prefLabel").text = question.title
    for value in question.values:
        concept = ET.SubElement(root, f"{{{_SKOS}}}Concept", {about: _uri(question, value.value)})
        for name, content, is_uri in _facts(question, value):
            if is_uri:
                ET.SubElement(concept, f"{{{_SKOS}}}{name}", {resource: content})
            else:
                ET.SubElement(concept, f"{{{_SKOS}}}{name}").text = content
    order = ET.SubElement(root, f"{{{_SKOS}}}OrderedCollection", {about: f"{_scheme(question)}:"})
    members = ET.SubElement(order, f"{{{_SKOS}}}memberList", {f"{{{_RDF}}}parseType": "Collection"})
    for value in question.values:
        ET.SubElement(members, f"{{{_RDF}}}Description", {about: _uri(question, value.value)})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def values_from_skos(text: str, form: Form) -> list[Value]:
    """The concepts of a vocabulary as values; those marked as deprecated are left out.

    A value is stored as its notation, else as the last part of its address. Of several names the one without a
    language counts, then the English one. The order is that of an ordered collection, else that of the addresses.

    Raises:
        LabelerError: rdflib is missing; or the text is not RDF, or holds no concept.
    """
    try:
        import rdflib
        from rdflib import namespace
    except ImportError as error:
        raise LabelerError("Reading SKOS needs rdflib: pip install 'news-labeler[skos]'.") from error
    graph = rdflib.Graph()
    try:
        graph.parse(data=text, format=form)
    except _FAULTS as error:
        reason = " ".join(str(error).split())[:200]
        raise LabelerError(f"it is not {'Turtle' if form == 'turtle' else 'RDF/XML'} ({reason}).") from error
    concepts = [
        node
        for node in graph.subjects(namespace.RDF.type, namespace.SKOS.Concept, unique=True)
        if str(graph.value(node, rdflib.URIRef(_OWL_DEPRECATED))).casefold() not in ("true", "1")
    ]
    if not concepts:
        raise LabelerError("it holds no skos:Concept. Choose a SKOS vocabulary.")
    return _Reading(graph, concepts).values()


class _Reading:
    """Concepts of a graph on their way to values."""

    def __init__(self, graph: Graph, concepts: Sequence[Node]) -> None:
        from rdflib.collection import Collection
        from rdflib.namespace import SKOS

        self._graph, self._skos = graph, SKOS
        place = {
            node: number
            for _, _, members in graph.triples((None, SKOS.memberList, None))
            for number, node in enumerate(Collection(graph, members))
        }
        self._concepts = sorted(concepts, key=lambda node: (place.get(node, len(place)), str(node)))
        self._stored = {node: self._notation(node) for node in self._concepts}

    def values(self) -> list[Value]:
        return [self._value(node) for node in self._concepts]

    def _notation(self, node: Node) -> str:
        notations = sorted(map(str, self._graph.objects(node, self._skos.notation)))
        tail = str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
        return (notations[0] if notations else tail).strip()

    def _value(self, node: Node) -> Value:
        notes = self._texts(node, self._skos.scopeNote)
        marked = [note for note in notes if note.startswith((_INCLUDE, _EXCLUDE))]
        definition = [*self._texts(node, self._skos.definition)[:1], *(set(notes) - set(marked))]
        return Value(
            self._stored[node],
            (self._texts(node, self._skos.prefLabel) or [self._stored[node]])[0],
            self._parent(node),
            "",
            "\n".join(definition),
            _marked(marked, _INCLUDE),
            _marked(marked, _EXCLUDE),
            tuple(self._texts(node, self._skos.example)),
            self._code(node),
        )

    def _parent(self, node: Node) -> str | None:
        above = {
            *self._graph.objects(node, self._skos.broader),
            *self._graph.subjects(self._skos.narrower, node),
        }
        known = sorted(self._stored[each] for each in above if each in self._stored)
        return known[0] if known else None

    def _code(self, node: Node) -> str:
        for each in (node, *self._graph.objects(node, self._skos.exactMatch)):
            if str(each).startswith(_MEDTOP_URI):
                return _MEDTOP + str(each).removeprefix(_MEDTOP_URI)
        codes = _marked(self._texts(node, self._skos.changeNote), "Code: ")
        return codes.partition("\n")[0]

    def _texts(self, node: Node, name: Node) -> list[str]:
        """The texts of a property in the language that is taken, sorted."""
        by_language: dict[str, list[str]] = {}
        for text in self._graph.objects(node, name):
            by_language.setdefault(getattr(text, "language", None) or "", []).append(str(text).strip())
        wanted = [language for language in _LANGUAGES if language in by_language] or sorted(by_language)
        return sorted(by_language[wanted[0]]) if wanted else []


def _marked(notes: Iterable[str], mark: str) -> str:
    return "\n".join(note.removeprefix(mark) for note in notes if note.startswith(mark))
