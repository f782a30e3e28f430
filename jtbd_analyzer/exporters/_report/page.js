"use strict";
/* Numbers lead to quotes, quotes to their transcript: the place after # says what is shown, so Back and links work. Text is only ever set as text. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const quotes = data.quotes.map((row) => Object.fromEntries(data.fields.map((f, i) => [f, row[i]])));
  const label = (list, i, at = 1, none = "") => (i >= 0 ? list[i][at] : none);
  const person = (q) => label(data.people, q.who, 0, "unknown");

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) if (value !== "" && value != null) element.setAttribute(key, value);
    element.append(...children.filter((c) => c !== "" && c != null));
    return element;
  };

  /* text with the searched words marked */
  const marked = (text, words) => {
    const at = words ? text.toLowerCase().indexOf(words) : -1;
    if (at < 0 || text.toLowerCase().length !== text.length) return [text];
    return [text.slice(0, at), make("mark", {}, text.slice(at, at + words.length)), ...marked(text.slice(at + words.length), words)];
  };

  const item = (i, words) => {
    const q = quotes[i];
    const place = q.home >= 0 && data.transcripts.length ? make("a", { href: `#at=${i}`, "aria-label": `${q.id}: see it in the transcript` }, "in the transcript") : "";
    const theme = q.theme >= 0 ? make("a", { href: `#find=theme:${encodeURIComponent(data.themes[q.theme][0])}`, dir: "auto" }, data.themes[q.theme][1]) : "no theme";
    const facts = [person(q), q.time, label(data.codes, q.code), label(data.phases, q.phase, 1, "phase unclear"), q.force, `grade ${q.grade}`,
      q.counted ? "counted" : "not counted", q.polarity === "denied" ? "denied" : "", q.status].filter(Boolean).join(" · ");
    return make("li", { class: q.counted ? "" : "out", "data-quote": q.id },
      data.prompts[q.prompt] ? make("p", { class: "asked", dir: "auto" }, make("span", {}, "Asked: "), data.prompts[q.prompt]) : "",
      make("p", { class: "said", dir: "auto" }, make("q", {}, ...marked(q.text, words))),
      make("p", { class: "meta" }, facts, " · ", theme, place ? " · " : "", place),
      make("details", { class: "meta" }, make("summary", {}, `why (${q.id})`), `Code: ${q.reason || "–"} (score ${q.score}). Step: ${q.step}. Grade ${q.grade}: ${q.why || "–"}.`));
  };

  const people = (list) => new Set(list.map((i) => quotes[i].who)).size;
  const summary = (list) => {
    const counted = list.filter((i) => quotes[i].counted);
    return `${list.length} ${list.length === 1 ? "quote" : "quotes"}, ${counted.length} counted, of ${people(counted)} of ${data.n} people`;
  };

  /* a long list grows by steps, so that a big study stays quick */
  const STEP = 40;
  const fill = (list, target, more, words, from = 0) => {
    target.append(...list.slice(from, from + STEP).map((i) => item(i, words)));
    more.hidden = from + STEP >= list.length;
    more.onclick = () => {
      const first = target.children.length;
      fill(list, target, more, words, from + STEP);
      const next = target.children[first];
      if (next) { next.tabIndex = -1; next.focus(); }
    };
  };

  /* search */
  const options = { theme: data.themes.map((t) => [t[0], `${t[1]} (${t[3]})`]), code: data.codes, phase: [...data.phases, ["-", "unclear"]],
    who: data.people.map((p) => [p[0], p[0] === p[1] ? p[0] : `${p[0]} ${p[1]}`]), segment: data.segments.map((s) => [s, s]), force: ["push", "pull", "anxiety", "habit"].map((f) => [f, f]),
    grade: ["A", "B", "C", "X"].map((g) => [g, g]) };
  if (!data.segments.length) $("f-segment").closest("label").hidden = true;
  for (const [name, list] of Object.entries(options)) {
    const used = new Set(name === "segment" ? data.segments : quotes.map((q) => ({ theme: label(data.themes, q.theme, 0), code: label(data.codes, q.code, 0), phase: label(data.phases, q.phase, 0, "-"),
      who: person(q), force: q.force, grade: q.grade })[name]));
    for (const [value, text] of list) if (used.has(value)) $(`f-${name}`).append(make("option", { value }, text));
  }
  const value = (name) => $(`f-${name}`).value;
  const matches = (q, words) =>
    (!value("theme") || label(data.themes, q.theme, 0) === value("theme")) && (!value("code") || label(data.codes, q.code, 0) === value("code")) &&
    (!value("phase") || label(data.phases, q.phase, 0, "-") === value("phase")) && (!value("who") || person(q) === value("who")) &&
    (!value("segment") || (q.who >= 0 && data.people[q.who][2].includes(value("segment")))) &&
    (!value("force") || q.force === value("force")) && (!value("grade") || q.grade === value("grade")) &&
    (!value("counted") || String(q.counted) === value("counted")) &&
    (!words || q.text.toLowerCase().includes(words) || data.prompts[q.prompt].toLowerCase().includes(words));
  const search = () => {
    const words = $("f-text").value.trim().toLowerCase();
    const list = quotes.map((_, i) => i).filter((i) => matches(quotes[i], words));
    $("results").replaceChildren();
    fill(list, $("results"), $("more"), words);
    $("found").textContent = summary(list);
  };
  let waiting = 0;
  $("filters").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  $("filters").addEventListener("reset", () => setTimeout(search, 0));
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); search(); });

  /* panel: the quotes behind a number, or a transcript */
  const panel = $("panel"), body = $("panel-body");
  let depth = 0;
  const show = (title, ...content) => {
    $("panel-title").textContent = title;
    body.replaceChildren(...content);
    $("back").hidden = depth < 2;
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    $("panel-title").focus({ preventScroll: true });
  };
  const showSet = (name) => {
    const [title, list] = data.sets[name];
    const results = make("ol", { class: "results" }), more = make("button", { type: "button" }, "Show more");
    fill(list, results, more, "");
    show(title, make("p", { role: "status" }, summary(list)), results, more);
  };
  const spans = (text, own, current) => {
    const parts = [];
    let at = 0;
    for (const i of own) {
      const q = quotes[i];
      if (q.start < at) continue;
      parts.push(text.slice(at, q.start), i === current ? make("mark", { id: "here", tabindex: "-1" }, text.slice(q.start, q.end))
        : make("span", { class: "coded", title: label(data.codes, q.code) }, text.slice(q.start, q.end)));
      at = q.end;
    }
    return [...parts, text.slice(at)];
  };
  const showPlace = (i) => {
    const q = quotes[i], home = data.transcripts[q.home];
    if (!home) return;
    const byTurn = new Map();
    quotes.forEach((other, k) => { if (other.home === q.home) byTurn.set(other.turn, [...(byTurn.get(other.turn) || []), k]); });
    const turns = home[1].map(([speaker, role, time, text], k) => make("p", { class: `turn ${role}`, dir: "auto" },
      make("span", { class: "who" }, make("bdi", {}, speaker), time ? ` ${time}` : ""),
      ...spans(text, (byTurn.get(k) || []).sort((a, b) => quotes[a].start - quotes[b].start), i)));
    show(`${person(q)}: ${home[0]}`, make("p", { class: "key" }, "The quote is marked; other coded quotes are underlined."), ...turns);
    const here = $("here");
    if (here) { here.scrollIntoView({ block: "center", behavior: "instant" }); here.focus({ preventScroll: true }); }
  };

  const route = () => {
    const [, what, rest = ""] = /^#(see|at|find)=(.*)$/.exec(location.hash) || [];
    let known = true;
    if (what === "see" && Object.hasOwn(data.sets, rest)) { depth += 1; showSet(rest); }
    else if (what === "at" && quotes[Number(rest)]) { depth += 1; showPlace(Number(rest)); }
    else known = false;
    if (known) return;
    depth = 0;
    if (panel.open) panel.close();
    if (what === "find") {
      const [name, ...words] = rest.split(":");
      if ($(`f-${name}`)) {
        $("filters").reset();
        $(`f-${name}`).value = decodeURIComponent(words.join(":"));
        setTimeout(() => { search(); $("quotes").scrollIntoView(); $(`f-${name}`).focus({ preventScroll: true }); }, 1);
      }
    }
  };
  addEventListener("hashchange", route);
  $("close").addEventListener("click", () => panel.close());
  $("back").addEventListener("click", () => { depth -= 2; history.back(); });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => {
    depth = 0;
    if (/^#(see|at)=/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  });

  /* light and dark */
  const tone = $("tone"), dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.tone || (dark.matches ? "dark" : "light")) === "dark";
  const shown = () => { tone.textContent = isDark() ? "Light" : "Dark"; tone.setAttribute("aria-pressed", String(isDark())); tone.setAttribute("aria-label", "Dark colours"); };
  tone.addEventListener("click", () => { document.documentElement.dataset.tone = isDark() ? "light" : "dark"; shown(); });
  dark.addEventListener("change", shown);
  tone.hidden = false;
  shown();
  search();
  route();
})();
