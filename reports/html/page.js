"use strict";
const page = (root) => {
  // on its own the page is the document; in a notebook it lives in a shadow root, where links must be followed by hand
  const shadow = root !== document;
  const all = (what, within) => [...(within || root).querySelectorAll(what)];
  const reveal = (id) => {
    const goal = id && root.getElementById(id);
    if (!goal) return;
    for (let part = goal; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    goal.scrollIntoView({ block: "start" });
  };
  if (shadow) {
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (!link) return;
      event.preventDefault();
      reveal(decodeURIComponent(link.getAttribute("href").slice(1)));
    });
  } else {
    const follow = () => reveal(decodeURIComponent(location.hash.slice(1)));
    addEventListener("hashchange", follow);
    if (location.hash.length > 1) follow();
  }
  addEventListener("beforeprint", () => all("details").forEach((d) => { d.dataset.was = d.open; d.open = true; }));
  addEventListener("afterprint", () => all("details").forEach((d) => { d.open = d.dataset.was === "true"; }));

  const toolbar = (part) => {
    const tools = document.createElement("div");
    tools.className = "tools";
    root.querySelector(`${part} .head`).append(tools);
    return tools;
  };
  const issues = all(".issue");
  const tools = issues.length > 3 ? toolbar("#issues") : null;
  if (tools) {
    const button = document.createElement("button");
    button.type = "button";
    const say = () => { button.textContent = issues.every((d) => d.open) ? "Close all" : "Open all"; };
    button.addEventListener("click", () => {
      const open = !issues.every((d) => d.open);
      [...issues, ...all("#issues .fold")].forEach((d) => { d.open = open; });
      say();
    });
    say();
    tools.append(button);
  }

  // fields that hide what does not fit all of them, and say how much is left
  const sieve = (tools, parts) => {
    const fields = [];
    const left = document.createElement("output");
    const apply = () => {
      const asked = fields.filter((one) => one.field.value !== "");
      let shown = 0;
      parts.forEach((part, i) => {
        const here = asked.every((one) => one.fits(i));
        if (part.hidden === here) part.hidden = !here;
        shown += here;
      });
      all(".fold").filter((fold) => parts.some((part) => fold.contains(part))).forEach((fold) => {
        fold.hidden = parts.every((part) => part.hidden || !fold.contains(part));
        fold.open = asked.length > 0;
      });
      left.textContent = asked.length ? `${shown.toLocaleString("en")} of ${parts.length.toLocaleString("en")}` : "";
    };
    const add = (field, label, fits) => {
      field.setAttribute("aria-label", label);
      field.addEventListener("input", apply);
      fields.push({ field, fits });
      left.before(field);
    };
    tools.append(left);
    return {
      find: (label, text) => {
        const field = document.createElement("input");
        const known = parts.map((part) => text(part).toLowerCase());
        field.type = "search";
        field.placeholder = label;
        add(field, label, (i) => known[i].includes(field.value.trim().toLowerCase()));
      },
      pick: (label, values) => {
        const held = parts.map(values);
        const known = [...new Set(held.flat())];
        if (known.length < 2) return;
        const field = document.createElement("select");
        field.append(new Option(label, ""), ...known.map((value, i) => new Option(value, String(i))));
        add(field, label, (i) => held[i].includes(known[Number(field.value)]));
      },
    };
  };
  if (tools) {
    const by = sieve(tools, issues);
    by.pick("Any severity", (d) => [d.dataset.severity]);
    by.pick("Any dimension", (d) => [d.dataset.dimension]);
    by.pick("Any column", (d) => JSON.parse(d.dataset.columns));
    if (issues.length > 10) by.find("Find an issue", (d) => `${d.querySelector("summary").textContent} ${d.dataset.check}`);
  }
  const rows = all(".columns > tbody > tr");
  if (rows.length > 10) sieve(toolbar("#columns"), rows).find("Find a column", (row) => row.cells[0].textContent);

  // heads of the table of columns sort it; the first click brings the most interesting to the top
  const body = root.querySelector(".columns > tbody");
  if (body && rows.length > 1) {
    const names = new Intl.Collator("en", { numeric: true });
    rows.forEach((row, i) => { row.dataset.place = i; });
    all(".columns > thead th").forEach((th, place) => {
      const button = document.createElement("button");
      const numeric = rows[0].cells[place].dataset.v !== undefined;
      if (!numeric && place > 1) return;
      button.type = "button";
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener("click", () => {
        const was = th.getAttribute("aria-sort");
        const next = numeric ? { descending: "ascending", ascending: null } : { ascending: "descending", descending: null };
        const now = was ? next[was] : numeric ? "descending" : "ascending";
        all(".columns > thead th").forEach((other) => other.removeAttribute("aria-sort"));
        if (now) th.setAttribute("aria-sort", now);
        const sign = now === "descending" ? -1 : 1;
        const key = (row) => (numeric ? Number(row.cells[place].dataset.v) : row.cells[place].textContent.trim());
        const keys = new Map(rows.map((row) => [row, key(row)]));
        const by = numeric ? (a, b) => keys.get(a) - keys.get(b) : (a, b) => names.compare(keys.get(a), keys.get(b));
        const sorted = [...rows].sort((a, b) => (now ? sign * by(a, b) : 0) || a.dataset.place - b.dataset.place);
        body.append(...sorted);
      });
    });
  }
};
