"use strict";
(() => {
  const all = () => [...document.querySelectorAll("details")];
  const reveal = () => {
    const goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal && goal.closest("details")) goal.closest("details").open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => all().forEach((d) => { d.dataset.was = d.open; d.open = true; }));
  addEventListener("afterprint", () => all().forEach((d) => { d.open = d.dataset.was === "true"; }));

  const issues = document.querySelectorAll(".issue");
  if (issues.length > 3) {
    const button = document.createElement("button");
    button.type = "button";
    const say = () => { button.textContent = [...issues].every((d) => d.open) ? "Close all" : "Open all"; };
    button.addEventListener("click", () => {
      const open = ![...issues].every((d) => d.open);
      issues.forEach((d) => { d.open = open; });
      say();
    });
    say();
    document.querySelector("#issues .head").append(button);
  }

  const rows = [...document.querySelectorAll(".columns tbody tr")];
  if (rows.length > 15) {
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = "Find a column";
    field.setAttribute("aria-label", "Find a column");
    field.addEventListener("input", () => {
      const part = field.value.toLowerCase();
      rows.forEach((row) => { row.hidden = !row.cells[0].textContent.toLowerCase().includes(part); });
    });
    document.querySelector("#columns .head").append(field);
  }
})();
