"""Identifiers that are known by their shape: addresses, numbers, accounts, as people write and say them."""

from __future__ import annotations

from typing import Final

_DIGIT: Final = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)"
_STREET: Final = (
    r"(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|close|crescent|court|ct\.?|square|terrace|place|pl\.?|way|gardens|grove|hill|mews|walk|"
    r"boulevard|blvd\.?|parade|row|quay|park|highway|hwy\.?|parkway|circle|rise|view|wharf|yard|green|gate)"
)
_WORD: Final = r"[^\W\d_a-z][\w'’.-]*"
#: a word of a street's name in talk without capitals; with an article it is any road: "two minutes up the road"
_SMALL_WORD: Final = r"(?!(?:the|a|an|this|that|my|our|from|to|of|down|up|across|off|on|in|per|or|and|minutes?|miles?|doors?|more|other|different)\b)[a-z][a-z'’.]+"

#: kind -> (name, pattern, score); a score below 0.5 needs one of the words of CONTEXT near it
SHAPES: Final[dict[str, tuple[tuple[str, str, float], ...]]] = {
    "email": (
        ("written", r"(?i)\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+\b", 0.95),
        ("said", r"(?i)\b[\w-]+(?:(?: dot | underscore | dash |\.)[\w-]+)*\s+at\s+[\w-]+(?:\s+dot\s+(?:com|co|org|net|io|uk|edu|gov|info|de|fr|ie|in|au|ca|eu|ng|za|nz|me|app))+\b",
         0.9),
        ("shielded", r"(?i)\b[\w.+-]+\s*[\[(]\s*at\s*[\])]\s*[\w-]+(?:\s*(?:[\[(]\s*dot\s*[\])]|\.)\s*[\w-]+)+\b", 0.9),
    ),
    "web": (
        ("address", r"(?i)\bhttps?://[^\s<>\"')\]]+|\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"')\]]*)?", 0.9),
        ("profile", r"(?i)\b(?:linkedin|facebook|instagram|twitter|x|tiktok|github|youtube)\.com/[\w./@-]+", 0.9),
        ("handle", r"(?<![\w@.])@[A-Za-z][\w.]{2,29}\b", 0.85),
        ("site", r"(?i)\b[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|io|co\.uk|org\.uk|ac\.uk|edu|gov|de|fr|ie|nl|eu|app)\b(?:/[^\s<>\"')\]]*)?", 0.6),
    ),
    "iban": (("spaced", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", 0.6),),
    "card": (("spaced", r"\b(?:\d[ -]?){12,18}\d\b", 0.3),),
    "phone": (
        ("international", r"(?<![\w])\+\d{1,3}[\s().-]*(?:\(0\))?(?:\d[\s().-]{0,2}){6,12}\d\b", 0.9),
        ("national", r"(?<![\w.,£$€])\(?0\d{1,4}\)?[\s.-]?\d{2,4}(?:[\s.-]?\d{2,4}){1,3}\b", 0.7),
        ("american", r"(?<![\w.,£$€])(?:1[\s.-])?\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4}\b", 0.8),
        ("short", r"(?<![\w.,£$€])\d{3}[-.]\d{4}\b", 0.3),
        ("said", rf"(?i)\b{_DIGIT}(?:[\s,-]+{_DIGIT}){{6,14}}\b", 0.85),
    ),
    "address": (
        ("small street", rf"(?i:\b(?:at|to|address|is|number|live|lives|lived|living|house|home) )(?P<span>\d{{1,5}}[a-z]? (?:{_SMALL_WORD} ){{1,3}}"
                         r"(?:street|road|avenue|lane|drive|close|crescent|court|square|terrace|gardens|grove|mews|boulevard|row|quay|parade|wharf|hill|walk))\b", 0.8),
        ("street", rf"\b\d{{1,5}}(?:/\d{{1,4}})?[A-Za-z]?,? (?:{_WORD} ){{1,4}}(?i:{_STREET})(?!\w)(?:,? (?i:flat|apt\.?|apartment|unit|suite) \w+)?", 0.85),
        ("flat", rf"(?i:\b(?:flat|apartment|apt\.?|unit|suite) \w{{1,4}}), \d{{0,5}} ?(?:{_WORD} ?){{1,4}}(?i:{_STREET})?", 0.8),
        ("on the street", rf"(?i:\b(?:live|lives|lived|living|based|house|flat|home|address|moved|office|shop|surgery|clinic|school|studio|warehouse|workshop|depot|restaurant|café|bakery|practice|kitchen|we're|we’re)\b)[^.?!]{{0,30}}?\b(?i:on|at|in|to|is) "
                          rf"(?P<span>(?:\d{{1,5}} )?(?:{_WORD} ){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Court|Square|Terrace|Place|Way|Gardens|Grove|Hill|Mews|Boulevard))\b",
         0.8),
        ("German street", r"\b[^\W\d_a-z][\w-]+(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?\b", 0.9),
        ("Romance street", r"(?i:\b(?:\d{1,4},? )?(?:rue|via|calle|rua|avenida|piazza|plaza) )(?:(?:de|del|da|do|la|le|des|du|di|dos) )*[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)*(?:,? \d{1,4})?", 0.8),
        ("British postcode", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", 0.85),
        ("American postcode", r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}(?:-\d{4})?\b", 0.85),
        ("box", r"(?i)\bP\.? ?O\.? box \d+\b", 0.85),
    ),
    "account": (
        ("number plate", r"\b[A-Z]{2}\d{2} [A-Z]{3}\b", 0.85),
        ("sort code", r"\b\d{2}[- ]\d{2}[- ]\d{2}\b", 0.3),
        ("account", r"\b\d{6,12}\b", 0.3),
        ("insurance", r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", 0.85),
        ("social security", r"\b\d{3}-\d{2}-\d{4}\b", 0.85),
        ("mixed", r"\b(?=[A-Z0-9-]*\d[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{4,14}[A-Z0-9]\b", 0.3),
        ("network", r"\b(?:\d{1,3}\.){3}\d{1,3}\b", 0.7),
    ),
}
#: words that make a number of everyday shape an identifier when one stands near before it
CONTEXT: Final[dict[str, tuple[str, ...]]] = {
    "card": ("card", "visa", "mastercard", "amex", "debit", "credit", "number"),
    "phone": ("phone", "call", "ring", "text", "number", "mobile", "cell", "reach", "whatsapp", "extension", "dial"),
    "account": ("account", "sort", "iban", "passport", "licence", "license", "membership", "member", "customer", "employee", "patient", "policy", "nhs", "staff",
                "student", "national", "reference", "ref", "id", "badge", "plate", "registration"),
}
#: how far before the number such a word may stand, in characters
NEAR: Final = 45


def luhn(number: str) -> bool:
    """Tell whether the digits of `number` (12 to 19) end in the right check digit of payment cards."""
    digits = [int(c) for c in number if c.isdigit()]
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    total = sum(d if i % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d) for i, d in enumerate(reversed(digits)))
    return total % 10 == 0


def iban(number: str) -> bool:
    """Tell whether `number` has the check digits of an IBAN (ISO 13616: modulo 97 is 1)."""
    plain = "".join(number.split()).upper()
    if not 15 <= len(plain) <= 34 or not plain[2:4].isdigit():
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
