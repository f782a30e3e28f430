"""Which language a transcript is in, from its letters and commonest words: enough to say that rules for English do not fit."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

#: letters of scripts that name a language, or the group of languages that use them
_SCRIPTS: Final = (
    ("Japanese", re.compile("[\u3041-\u30ff]")), ("Korean", re.compile("[\uac00-\ud7af]")), ("Chinese", re.compile("[\u4e00-\u9fff]")),
    ("Russian or another language in Cyrillic", re.compile("[\u0400-\u04ff]")), ("Greek", re.compile("[\u0370-\u03ff]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")), ("Arabic or another language in its letters", re.compile("[\u0600-\u06ff]")),
    ("Hindi or another Indian language", re.compile("[\u0900-\u0dff]")), ("Thai", re.compile("[\u0e00-\u0e7f]")),
)  # fmt: skip
#: words that make up a third of what is said in a language, without those that English has too
_COMMON: Final = {
    "English": "the and of to it that was you is for on are with they be this have from had not but what we when your can there so just like know yeah",
    "German": "und die der das ich ist nicht es sie ein eine auch wir mit dann aber noch schon oder wie auf war haben dass wenn mal ja so von zu den habe mir",
    "French": "et le les la des je pas est que qui un une pour dans ça mais vous on avec sur plus c'est j'ai était alors ce au du nous quand donc oui moi",
    "Spanish": "y que de no la el es en lo un los por se las una pero con para como más porque cuando ya muy me mi yo está era si sí también esto",
    "Portuguese": "e que não de o é um uma eu para com mais mas por os isso você ele ela também quando muito já foi tem meu minha então porque estava",
    "Italian": "e che di non il la un è per una ma sono mi come anche con più ho perché questo cosa quando ci molto era poi io della nel lo sì",
    "Dutch": "en de het een ik is dat niet je van maar dan ook we was met voor er als heb naar nog wel die op bij zo mijn omdat toen ja",
    "Swedish": "och det att jag är inte som en på för så med var men har vi till om den man då när mig från också min ja",
    "Danish or Norwegian": "og det at jeg er ikke som en på for så med var men har vi til om den når mig meg fra også min ja af av hvad hva",
    "Polish": "i to nie się w na że jest jak ale z do tak co po już tylko było bo mi o tego dla czy jestem może tam ja",
    "Turkish": "bir ve bu çok ben için ama da de ne daha var o gibi sonra kadar şey mi olarak değil ya evet her zaman benim",
    "Czech or Slovak": "a to je se na že jsem v s ale tak jak co by do si už nebo jako pro bylo jsme když ano mi",
    "Finnish": "ja on ei se että niin mutta oli kun mä minä sitten joka siinä ihan vaan tai sen ne jos nyt mitä olin",
    "Hungarian": "a az és hogy nem is egy volt van de mert már csak meg ez ha akkor én azt nagyon vagy így mint",
    "Romanian": "și nu că de la este un o în pe cu mai am dar ca să era din pentru ce când foarte eu fost",
    "Indonesian or Malay": "yang dan di saya itu ini tidak untuk dengan ada dari jadi kita karena juga sudah kalau bisa akan mereka pada",
    "Vietnamese": "và là của tôi không có một được cho này thì đã với những khi trong người rất nhưng ra",
}  # fmt: skip
_WORDS: Final = {name: frozenset(words.split()) for name, words in _COMMON.items()}
#: words needed for a verdict, the share of them that must be a language's commonest, and how far it must lead English
_LEAST, _SHARE, _LEAD = 30, 0.15, 1.5


def language_of(text: str) -> str:
    """Return the name of the language `text` is in, or "" where it is too short or like none known here. At most 20,000 words are looked at."""
    text = text[:120_000]
    letters = sum(c.isalpha() for c in text)
    if letters < _LEAST:
        return ""
    for name, script in _SCRIPTS:
        if len(script.findall(text)) > 0.3 * letters or (name == "Japanese" and len(script.findall(text)) > 0.1 * letters):
            return name
    counts = Counter(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.casefold().replace("’", "'")))
    total = counts.total()
    if total < _LEAST:
        return ""
    shares = {name: sum(counts[w] for w in words) / total for name, words in _WORDS.items()}
    best = max(shares, key=lambda k: shares[k])
    if shares[best] < _SHARE:
        return ""
    return best if best == "English" or shares[best] > _LEAD * shares["English"] else "English"
