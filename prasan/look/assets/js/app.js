/* Only makes better what already works: without this file every page can be read and every form sent. */
import { CharacterCount, Checkboxes, FileUpload, Radios, createAll, initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
apart(document);

// The button of an upload says "No file chosen yet" and "Choose files": two texts, not one word.
function apart(root) {
  for (const status of root.querySelectorAll(".govuk-file-upload-button__status")) status.after(" ");
}

// <button type="button" data-print hidden>: of use only where a script can print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// <button type="button" data-copy="id of an input" data-copied="what it says then" hidden>
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}

// <div data-depends>: some of its <div data-question="name"> are asked only after certain answers. The server says
// which, as it does without a script when the page is sent; what is filled in stays.
for (const box of document.querySelectorAll("[data-depends]")) {
  let asked = 0;
  box.addEventListener("change", async (event) => {
    if (event.target.type === "file") return;
    const turn = ++asked, sent = new FormData();
    for (const [name, value] of new FormData(box.closest("form"))) if (typeof value === "string") sent.append(name, value);
    sent.append("_asked", "1");
    const answer = await fetch(location.pathname, { method: "POST", body: sent });
    if (!answer.ok || answer.redirected || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wanted = [...fresh.querySelectorAll("[data-question]")];
    const here = new Map([...box.children].map((part) => [part.dataset.question, part]));
    const names = new Set(wanted.map((part) => part.dataset.question));
    for (const [name, part] of here) if (!names.has(name)) part.remove();
    let before = null;
    for (const part of wanted) {
      let there = here.get(part.dataset.question);
      if (!there) {
        there = document.importNode(part, true);
        before ? before.after(there) : box.prepend(there);
        createAll(Radios, {}, there);
        createAll(Checkboxes, {}, there);
        createAll(FileUpload, {}, there);
        apart(there);
        createAll(CharacterCount, {}, there);
      }
      before = there;
    }
  });
}

// A menu that hangs over the page closes when one goes on elsewhere.
for (const menu of document.querySelectorAll("details.th-account")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
