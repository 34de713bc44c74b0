/* The desk by keyboard, and its counts kept fresh quietly. Everything works without this file. */
const KEY = "desk-keys-off";
const list = document.getElementById("desk-list");
const keys = document.getElementById("desk-keys");
const on = document.getElementById("desk-keys-on");
const titles = () => [...document.querySelectorAll(".cw-row__title")];
const at = () => titles().findIndex((title) => title.closest("tr").contains(document.activeElement));

function go(step) {
  const all = titles();
  if (!all.length) return;
  const next = Math.min(Math.max(at() + step, 0), all.length - 1);
  all[next].focus();
  all[next].closest("tr").scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => go(1),
  k: () => go(-1),
  x: () => titles()[at()]?.closest("tr").querySelector("input[type=checkbox]")?.click(),
  "/": () => {
    const search = document.getElementById("q");
    search.closest("details").open = true;
    search.focus();
  },
  "?": () => {
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  },
};

// On another alphabet's layout (Thai: ่ า ป ฝ ฦ) the place of the key counts.
const places = { KeyJ: "j", KeyK: "k", KeyX: "x", Slash: "/" };
function pressed(event) {
  if (event.key.charCodeAt(0) < 128) return acts[event.key];
  return acts[event.code === "Slash" && event.shiftKey ? "?" : places[event.code]];
}

if (keys) {
  keys.hidden = false;
  on.checked = !localStorage.getItem(KEY);
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, "1")));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (!on.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = pressed(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// One tick for all, offered only where it works.
const head = list?.querySelector("thead .cw-row__tick");
if (head) {
  const box = list.querySelector("tbody .cw-row__tick > div").cloneNode(true);
  const [input, label] = [box.querySelector("input"), box.querySelector("label")];
  input.removeAttribute("name");
  input.id = label.htmlFor = "case-all";
  label.replaceChildren(...head.childNodes);
  head.replaceChildren(box);
  input.addEventListener("change", () => list.querySelectorAll("input[name=case]").forEach((tick) => (tick.checked = input.checked)));
}

// How many are ticked, told beside what can be done with them; that stays in sight while some are.
const ticked = document.getElementById("desk-ticked");
if (ticked) {
  const bar = ticked.closest(".cw-bulk");
  const count = () => {
    const number = list.querySelectorAll("input[name=case]:checked").length;
    ticked.hidden = !number;
    ticked.textContent = ticked.dataset.told.replace("0", number);
    bar.classList.toggle("cw-bulk--stays", number > 0);
    // What has the focus is never under the bar.
    document.documentElement.classList.toggle("cw-has-bar", number > 0);
  };
  list.addEventListener("change", count);
  count();
}

// A hidden page asks for nothing, and an answer that says nothing new disturbs nobody.
let last = "";
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.matches("[data-pulse]")) event.preventDefault();
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("[data-pulse]")) return;
  const { xhr } = event.detail;
  if (xhr.status !== 200 || xhr.responseText === last) event.detail.shouldSwap = false;
  last = xhr.responseText || last;
});
