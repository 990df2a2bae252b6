"use strict";
// Facts and the marks of their places in a text: what the page of one file and the pages of a site share.
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const named = (id) => document.getElementById(id);
const boxes = all("input[name=kind]");
const marks = all("mark");

// A mark has the colour of its shortest fact whose kind is shown, and below it a line for the next one around that.
function filter() {
  const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const mark of marks) {
    const kinds = mark.dataset.kinds.split(" ").filter((kind) => on.has(kind));
    mark.dataset.kind = kinds[0] || "";
    mark.dataset.outer = kinds.find((kind) => kind !== kinds[0]) || "";
  }
  for (const section of all("aside section")) section.hidden = !on.has(section.className);
}

function places(item, fact) {
  return all("mark", item.closest("article")).filter((mark) => mark.dataset.facts.split(" ").includes(fact));
}

// Facts of which one is a part of the other have neighbouring marks; a place is where the marks of a fact begin.
function starts(found) {
  return found.filter((mark) => !found.includes(mark.previousSibling));
}

// What else a page does when a fact is chosen, or none is (null).
let chosen = () => {};

function clear() {
  for (const name of ["chosen", "linked"]) for (const node of all("." + name)) node.classList.remove(name);
  chosen(null);
}

function choose(item) {
  clear();
  item.classList.add("chosen");
  for (const mark of places(item, item.dataset.fact)) mark.classList.add("chosen");
  for (const linked of (item.dataset.linked || "").split(" ").filter(Boolean)) {
    const other = document.querySelector(`li[data-fact="${linked}"]`);
    if (other) other.classList.add("linked");
    for (const mark of places(item, linked)) mark.classList.add("linked");
  }
  chosen(item);
}

// The first click on a fact goes to its first place, each further one to the next.
let at = 0;
function visit(item) {
  const again = item.classList.contains("chosen");
  const found = starts(places(item, item.dataset.fact));
  at = again && found.length ? (at + 1) % found.length : 0;
  if (!again) choose(item);
  if (found.length) found[at].scrollIntoView({ block: "center" });
}

// The first click on a mark chooses its shortest fact, each further one the next around it.
function pick(mark) {
  const items = mark.dataset.facts
    .split(" ")
    .map((fact) => document.querySelector(`li[data-fact="${fact}"]`))
    .filter((item) => item && !item.closest("section").hidden);
  if (!items.length) return;
  const item = items[(items.findIndex((each) => each.classList.contains("chosen")) + 1) % items.length];
  choose(item);
  if (!item.closest(".sheet")) item.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
for (const box of boxes) box.addEventListener("change", filter);
filter();
