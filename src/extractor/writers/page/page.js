"use strict";
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const named = (id) => document.getElementById(id);
const boxes = all("input[name=kind]");
const articles = all("article");
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

function find() {
  const word = named("find").value.trim().toLowerCase();
  let shown = 0;
  for (const article of articles) {
    article.hidden = word !== "" && !article.textContent.toLowerCase().includes(word);
    shown += !article.hidden;
  }
  named("count").textContent = `${shown} of ${articles.length}`;
}

function places(item, fact) {
  return all("mark", item.closest("article")).filter((mark) => mark.dataset.facts.split(" ").includes(fact));
}

function clear() {
  for (const name of ["chosen", "linked"]) for (const node of all("." + name)) node.classList.remove(name);
}

// Facts of which one is a part of the other have neighbouring marks; a place is where the marks of a fact begin.
function starts(found) {
  return found.filter((mark) => !found.includes(mark.previousSibling));
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
  const kinds = mark.dataset.kinds.split(" ");
  const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const items = mark.dataset.facts
    .split(" ")
    .filter((_, place) => on.has(kinds[place]))
    .map((fact) => document.querySelector(`li[data-fact="${fact}"]`));
  if (!items.length) return;
  const item = items[(items.findIndex((each) => each.classList.contains("chosen")) + 1) % items.length];
  choose(item);
  item.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const item = event.target.closest("li[data-fact]");
  const mark = event.target.closest("mark");
  if (item) visit(item);
  else if (mark) pick(mark);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
  if (event.key === "/" && event.target !== named("find")) {
    event.preventDefault();
    named("find").focus();
  }
});
for (const box of boxes) box.addEventListener("change", filter);
for (const [id, state] of [["all", true], ["none", false]])
  named(id).addEventListener("click", () => {
    for (const box of boxes) box.checked = state;
    filter();
  });
named("find").addEventListener("input", find);
for (const article of articles) named("go").add(new Option(article.querySelector("h2").textContent));
named("go").addEventListener("change", () => {
  const article = articles[named("go").selectedIndex];
  article.hidden = false;
  article.scrollIntoView();
});
named("go").parentNode.hidden = articles.length < 2;
filter();
find();
