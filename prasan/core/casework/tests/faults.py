"""Faults a service file can have: each makes of the sound file market-stall.yaml one with a single fault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SOUND = (Path(__file__).parent / "market-stall.yaml").read_text()


@dataclass(frozen=True)
class Fault:
    """`old` is written as `new`. `says` is a part of the sentence expected; `on`: a text that stands on the
    expected line, where that is not the first line changed."""

    name: str
    old: str
    new: str
    says: str
    on: str = ""

    @property
    def content(self) -> str:
        """The broken file."""
        assert SOUND.count(self.old) >= 1
        return SOUND.replace(self.old, self.new, 1)

    @property
    def line(self) -> int:
        """The line the checker must name."""
        if self.on:
            return self.content[: self.content.index(self.on)].count("\n") + 1
        pairs = enumerate(zip(SOUND.split("\n"), self.content.split("\n"), strict=False), 1)
        return next(number for number, (sound, broken) in pairs if sound != broken)


def _between(start: str, end: str) -> str:
    return SOUND[SOUND.index(start) : SOUND.index(end)]


FAULTS = [
    Fault("unknown-key", "title:\n  th: ขออนุญาต", "titel:\n  th: ขออนุญาต", "Did you mean `title`?"),
    Fault(
        "missing-english",
        "  th: ขออนุญาตตั้งแผงลอยในตลาดนัด\n  en: Permit for a stall at a fair\n",
        "  th: ขออนุญาตตั้งแผงลอยในตลาดนัด\n",
        "`en` is missing",
        "title:",
    ),
    Fault("missing-agency", "agency: bma\n", "", "`agency` is missing", "service:"),
    Fault("wrong-type", "keep_years: 2", "keep_years: two", "a whole number, not a text"),
    Fault("number-for-text", 'level: "2.1"', "level: 2.1", 'Put it into quotation marks: "2.1"'),
    Fault("not-a-list", "channels: [web, counter]", "channels: web", "Put it into square brackets: [web]"),
    Fault("yes-for-true", "title_of_case: true", "title_of_case: yes", "`true` or `false`, not a text"),
    Fault(
        "bad-enum",
        "time: {amount: 3, unit: working_days}",
        "time: {amount: 3, unit: weeks}",
        "Allowed: `working_days`, `days`",
    ),
    Fault(
        "bad-slug", "service: market-stall", "service: Market Stall", "Small letters a-z, digits and hyphens"
    ),
    Fault("bad-mission", "mission: M1", "mission: M16", "M1 to M15"),
    Fault(
        "negative-time", "within: {amount: 15, unit: days}", "within: {amount: -1, unit: days}", "At least 0."
    ),
    Fault(
        "duplicate-key",
        "verified_on: 2026-10-01",
        "verified_on: 2026-10-01\nagency: bma",
        "It is already on line",
        "agency: bma\nmanual",
    ),
    Fault("tab", "  purpose: {th", "\tpurpose: {th", "indented with a tab"),
    Fault(
        "anchor", "basis: public_task", "basis: &b public_task", "Anchors (&) and references (*) are not used"
    ),
    Fault("tag", "basis: public_task", "basis: !!str public_task", "Tags (!) are not used"),
    Fault(
        "colon-in-text",
        "    en: Anyone who wants to sell at the fair",
        "    en: Anyone: who wants to sell at the fair",
        "A colon is not allowed here",
    ),
    Fault(
        "open-bracket",
        "fields: [name, phone]",
        "fields: [name, phone",
        "A comma or a closing bracket is missing",
        "  schema:",
    ),
    Fault("open-quote", 'level: "2.1"', 'level: "2.1', "does not end"),
    Fault(
        "bad-indent",
        "  basis: public_task",
        "   basis: public_task",
        "The line does not fit the lines above it",
    ),
    Fault("two-documents", "appeal:\n  to:", "---\nappeal:\n  to:", "more than one document"),
    Fault("unknown-keyword", "maxLength: 120", "maxLenght: 120", "Did you mean `maxLength`?"),
    Fault("field-unknown", "fields: [name, phone]", "fields: [name, phon]", "Did you mean `phone`?"),
    Fault(
        "field-twice", "fields: [name, phone]", "fields: [name, phone, days]", "already on the page `stall`"
    ),
    Fault(
        "field-on-no-page", "fields: [helpers, photos]", "fields: [helpers]", "is on no page", "      photos:"
    ),
    Fault(
        "required-unknown",
        "required: [kind, goods, first_day, days, name]",
        "required: [kind, goods, first_day, days, nam]",
        "No question is named `nam`",
    ),
    Fault(
        "format-for-type",
        "        format: date\n",
        "        format: thai-address\n",
        "does not go with the type `string`",
    ),
    Fault("format-unknown", "format: thai-phone", "format: thai-fone", "Did you mean `thai-phone`?"),
    Fault("type-unknown", "        type: integer\n", "        type: int\n", "Did you mean `integer`?"),
    Fault(
        "limit-for-type",
        "        maxLength: 120\n",
        "        maximum: 120\n",
        "`maximum` does not go with this type",
    ),
    Fault(
        "limits-crossed",
        "        minimum: 1\n        maximum: 30\n",
        "        minimum: 31\n        maximum: 30\n",
        "`minimum` is greater than `maximum`",
    ),
    Fault("choice-twice", "const: goods, label", "const: food, label", "`food` is here twice"),
    Fault("choice-type", "const: goods, label", "const: 7, label", "not of the type of the question"),
    Fault(
        "bad-pattern",
        "        maxLength: 120\n",
        "        pattern: '[a-z'\n",
        "not a valid regular expression",
    ),
    Fault(
        "pattern-looks-ahead",
        "        maxLength: 120\n",
        "        pattern: '^(?=.*[0-9])[a-z0-9]+$'\n",
        "looks around or refers back",
    ),
    Fault(
        "pattern-too-large",
        "        maxLength: 120\n",
        "        pattern: '(([a-z]{99}){99}){99}'\n",
        "or a very large one",
    ),
    Fault("media-type", "accept: [image/jpeg]", "accept: [jpeg]", "is not a media type"),
    Fault(
        "prefill-unknown",
        "prefill: person.phone",
        "prefill: person.telephone",
        "Nothing is known about a person under",
    ),
    Fault(
        "repeat-of-nothing",
        "        items: {type: string, format: document}\n",
        "        items: {type: string}\n",
        "A list of this cannot be asked",
    ),
    Fault(
        "title-of-case-missing",
        "        title_of_case: true\n",
        "",
        "No question has `title_of_case: true`",
        "  schema:",
    ),
    Fault(
        "rules-without-fields",
        "do: claim,",
        "do: claim, rules: [{holds: form.days > 1, otherwise: {th: ก, en: a}}],",
        "`rules` are for a step with `fields`",
    ),
    Fault(
        "place-of-case",
        "        title_of_case: true\n",
        "        title_of_case: true\n        place_of_case: true\n",
        "Only a question of `format: thai-place`",
    ),
    Fault(
        "page-later",
        "when: form.kind == 'food'\n    - id: you",
        "when: form.name == 'food'\n    - id: you",
        "is not asked before this page",
    ),
    Fault(
        "eligible-alone",
        "  otherwise:\n    th: ผู้ขออนุญาตต้องมีอายุ 20 ปีขึ้นไป\n    en: You must be at least 20 years old\n",
        "",
        "`eligible` needs `otherwise`",
        "eligible:",
    ),
    Fault("no-data", _between("data:\n  purpose", "form:\n"), "", "asks for personal data", "      goods:"),
    Fault("sensitive-basis", "class: internal", "class: sensitive", "section 26"),
    Fault(
        "state-unknown",
        "do: claim, from: [received]",
        "do: claim, from: [recieved]",
        "Did you mean `received`?",
    ),
    Fault("start-unknown", "start: received", "start: begin", "No state is named `begin`"),
    Fault(
        "state-unreached",
        "    - {do: appeal, from: [refused], to: appealed, by: [citizen]}\n",
        "",
        "No way leads from the start to `appealed`",
        "    appealed:",
    ),
    Fault(
        "state-without-end",
        "    - {do: answer, from: [asked], to: examined, by: [citizen]}",
        "    - {do: note, from: [asked], to: asked, by: [citizen], label: {th: บันทึก, en: Note}}",
        "can never be closed",
        "    asked:",
    ),
    Fault(
        "closed-without-outcome",
        "      kind: closed\n      outcome: granted\n",
        "      kind: closed\n",
        "A closed state needs an `outcome`",
        "    granted:",
    ),
    Fault(
        "open-with-outcome",
        "      label: {th: อุทธรณ์, en: Under appeal}\n      kind: open\n",
        "      label: {th: อุทธรณ์, en: Under appeal}\n      kind: open\n      outcome: settled\n",
        "Only a closed state has an `outcome`",
    ),
    Fault("role-unknown", "to: asked, by: [officer]", "to: asked, by: [oficer]", "Did you mean `officer`?"),
    Fault(
        "ambiguous",
        "    - {do: answer,",
        "    - {do: claim, from: [received], to: asked, by: [officer]}\n    - {do: answer,",
        "already decided by an earlier row",
    ),
    Fault(
        "verb-without-label", "do: ask, from", "do: question, from", "The button for `question` has no label"
    ),
    Fault(
        "ask-does-not-wait",
        "to: asked, by: [officer]",
        "to: received, by: [officer]",
        "leads to a state that does not wait",
    ),
    Fault(
        "refuse-to-granted",
        "to: refused, by: [officer]",
        "to: granted, by: [officer]",
        "closed state with the outcome `refused`",
    ),
    Fault(
        "refusal-without-appeal",
        _between("appeal:\n  to", "outputs:"),
        "",
        "A refusal must say how to appeal",
        "do: refuse",
    ),
    Fault(
        "effect-unknown",
        "effect: produce_document",
        "effect: print_document",
        "No effect is named `print_document`",
    ),
    Fault(
        "effect-argument",
        "with: {output: permit}",
        "with: {lang: en}",
        "needs `output` in `with`",
        "effect: produce_document",
    ),
    Fault(
        "effect-strange-argument",
        "with: {output: permit}",
        "with: {output: permit, agency: bma}",
        "The effect `produce_document` takes no `agency`",
    ),
    Fault(
        "effect-misspelt-argument",
        "with: {output: permit}",
        "with: {outputt: permit}",
        "takes no `outputt`. Did you mean `output`?",
    ),
    Fault("output-unknown", "with: {output: permit}", "with: {output: permitt}", "Did you mean `permit`?"),
    Fault("each-not-a-list", "each: form.helpers", "each: form.goods", "but a list is needed"),
    Fault("item-unknown-part", "when: item.trained", "when: item.trainned", "Did you mean `trained`?"),
    Fault("argument-expression", 'th: "=item.helper"', 'th: "=itm.helper"', "Unknown name `itm`"),
    Fault(
        "expression-unknown-name",
        "eligible: person.age >= 20",
        "eligible: person.aeg >= 20",
        "Did you mean `age`?",
    ),
    Fault("expression-type", "when: form.days > 3", "when: form.goods > 3", "cannot be compared"),
    Fault("expression-syntax", "when: form.days <= 30", "when: form.days =< 30", "does not fit here"),
    Fault(
        "expression-choice",
        "when: form.kind == 'food'\n    - id: you",
        "when: form.kind == 'foood'\n    - id: you",
        "Did you mean `food`?",
    ),
    Fault("condition-not-a-condition", "when: form.days <= 30", "when: form.days", "yes or no is needed"),
    Fault(
        "fee-not-whole",
        "amount: baht(20) * form.days",
        "amount: 20.0 * 1.5",
        "a number, but a whole number is needed",
    ),
    Fault("route-form", "unit: bma/intake", "unit: bma", "is not the name of a unit"),
    Fault("route-open", "  - unit: bma/intake\n", "", "no route holds", "- unit: bma/health"),
    Fault(
        "route-unreached",
        "    when: form.kind == 'food'\n  - unit: bma/intake",
        "  - unit: bma/intake",
        "never reached",
        "- unit: bma/health",
    ),
    Fault(
        "deadline-state", "met_in: [granted, refused]", "met_in: [granted, refusd]", "Did you mean `refused`?"
    ),
    Fault(
        "escalation-both",
        "after: {amount: 1, unit: days}, repeat",
        "after: {amount: 1, unit: days}, before: {amount: 1, unit: days}, repeat",
        "either `before` or `after`",
    ),
    Fault("escalation-to", "{to: assignee,", "{to: boss,", "Nobody is named `boss` here"),
    Fault(
        "life-event",
        "life_events: [starting-a-business]",
        "life_events: [starting-a-bussiness]",
        "Did you mean `starting-a-business`?",
    ),
    Fault("channel", "channels: [web, counter]", "channels: [web, fax]", "Unknown channel `fax`"),
    Fault("channel-line", "channels: [web, counter]", "channels: [web, line]", "Unknown channel `line`"),
    Fault("date", "verified_on: 2026-10-01", "verified_on: 01/10/2569", "is not a date"),
    Fault(
        "no-law",
        "  law:\n    - name: {th: ข้อบัญญัติสมมติ, en: An invented by-law}\n      section: ข้อ 5\n  fee",
        "  law: []\n  fee",
        "Name at least one law",
    ),
    Fault(
        "fee-not-in-manual",
        "  fee: {th: ฉบับละ 20 บาท, en: 20 baht a day}\n",
        "",
        "the manual must name it",
        "manual:",
    ),
    Fault(
        "fee-without-section",
        "    section: ข้อ 9\n",
        "",
        "A fee needs the section",
        "  law:\n    name: {th: ข้อบัญญัติสมมติ, en: An invented by-law}\nappeal",
    ),
    Fault(
        "placeholder-unknown",
        "{form.goods}, case",
        "{form.good}, case",
        "There is nothing to put in for {form.good}",
    ),
    Fault("placeholder-open", "{form.goods}, case", "{form.goods, case", "curly bracket"),
    Fault(
        "form-without-workflow",
        _between("workflow:", "deadlines:"),
        "",
        "`form` needs `workflow` beside it",
        "form:",
    ),
]
