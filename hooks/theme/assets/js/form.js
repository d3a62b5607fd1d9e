/** A form: what is typed appears on the sheet at once, stays on this device, and is printed or copied. */

import { isEmpty, openDraft } from "./drafts.js";

/** Make one form work; `form` is what holds the questions. */
export function mount(form) {
  const sheet = document.querySelector("[data-sheet]");
  const status = document.querySelector("[data-fill-status]");
  const near = document.createElement("span"); // says beside the field what the status says for the whole form
  near.className = "saved-near";
  near.setAttribute("aria-hidden", "true");
  const draft = openDraft(form.dataset.form);
  const questions = [...findQuestions(form)];
  const empty = new Map([...sheet.querySelectorAll("[data-blank]")].map((place) => [place, place.innerHTML]));

  function print(name, value) {
    for (const place of sheet.querySelectorAll(`[data-blank="${name}"]`)) {
      place.classList.toggle("is-filled", !isEmpty(value));
      if (isEmpty(value)) place.innerHTML = empty.get(place);
      else PRINT[questions.find((each) => each.name === name).kind](place, value);
    }
  }

  function showParts() {
    const values = draft.read();
    const filled = (names) => names.filter((name) => !isEmpty(values[name])).length;
    for (const part of sheet.querySelectorAll("[data-optional]")) {
      const names = [...part.querySelectorAll("[data-blank]")].map((place) => place.dataset.blank);
      part.classList.toggle("is-left-out", !isEmpty(values) && filled(names) === 0);
    }
    for (const note of form.querySelectorAll("[data-filled-of]")) {
      const names = questions.filter((each) => note.closest("details").contains(each.root)).map((each) => each.name);
      note.textContent = ` ${filled(names)} / ${note.dataset.filledOf}`;
    }
  }

  function show(values) {
    for (const question of questions) {
      question.set(values[question.name]);
      print(question.name, values[question.name]);
    }
    showParts();
  }

  for (const question of questions) {
    question.root.addEventListener("input", ({ target }) => {
      const value = question.get();
      const isKept = draft.write(question.name, value);
      print(question.name, value);
      showParts();
      status.textContent = isKept ? form.dataset.saved : form.dataset.unsaved;
      target.closest(".point, .row-cells label, .field").append(near);
      near.textContent = isKept ? form.dataset.here : form.dataset.unsaved;
      near.classList.toggle("is-kept", isKept);
    });
  }
  draft.onChange((values) => {
    if (!form.contains(document.activeElement)) show(values);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector("[data-copy]").addEventListener("click", async () => {
    status.textContent = (await copy(sheet)) ? form.dataset.copied : form.dataset.notCopied;
  });
  document.querySelector("[data-clear]").addEventListener("click", () => {
    if (!isEmpty(draft.read()) && !confirm(form.dataset.sure)) return;
    draft.clear();
    show({});
    near.remove();
    status.textContent = form.dataset.cleared;
  });
  form.hidden = false;
  show(draft.read());
}

/** What each kind of question reads and writes: `{ name, kind, root, get, set }`. */
function* findQuestions(form) {
  for (const input of form.querySelectorAll("[name]")) {
    if (input.type === "radio") continue;
    yield {
      name: input.name,
      kind: input.type === "date" ? "date" : "text",
      root: input,
      get: () => input.value,
      set: (value) => (input.value = value ?? ""),
    };
  }
  for (const root of form.querySelectorAll("[data-rows]")) yield rowsOf(root);
  for (const root of form.querySelectorAll("[data-checklist]")) yield checklistOf(root);
}

function rowsOf(root) {
  const list = root.querySelector("[data-rows-list]");
  const template = root.querySelector("template");

  function add(row = {}) {
    const item = template.content.firstElementChild.cloneNode(true);
    for (const cell of item.querySelectorAll("[data-column]")) cell.value = row[cell.dataset.column] ?? "";
    item.querySelector("[data-remove]").addEventListener("click", () => {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      root.dispatchEvent(new Event("input"));
      (next?.querySelector("[data-column]:not([type=hidden])") ?? root.querySelector("[data-add]")).focus();
    });
    list.append(item);
    return item;
  }

  root.querySelector("[data-add]").addEventListener("click", () => add().querySelector("[data-column]:not([type=hidden])").focus());
  const read = (item) =>
    Object.fromEntries([...item.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, cell.value]));
  return {
    name: root.dataset.rows,
    kind: "rows",
    root,
    get: () => [...list.children].map(read),
    set(rows) {
      list.replaceChildren();
      (rows?.length ? rows : [{}]).forEach(add);
    },
  };
}

function checklistOf(root) {
  const points = [...root.querySelectorAll("[data-point]")];
  return {
    name: root.dataset.checklist,
    kind: "checklist",
    root,
    get() {
      const found = {};
      for (const point of points) {
        const answer = point.querySelector("input:checked")?.value ?? "";
        const fact = point.querySelector("[data-fact]").value;
        if (answer || fact.trim()) found[point.dataset.point] = { answer, fact };
      }
      return found;
    },
    set(values) {
      for (const point of points) {
        const value = values?.[point.dataset.point] ?? {};
        for (const input of point.querySelectorAll("[type=radio]")) input.checked = input.value === value.answer;
        point.querySelector("[data-fact]").value = value.fact ?? "";
      }
    },
  };
}

/** How a value of each kind is printed on the sheet. */
const PRINT = {
  text: (place, value) => (place.textContent = keepTogether(value)),
  date(place, value) {
    const [year, month, day] = value.split("-").map(Number);
    const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
    place.textContent = words.format(new Date(year, month - 1, day));
  },
  rows(place, rows) {
    const body = place.tBodies[0];
    body.replaceChildren(
      ...rows.filter((row) => !isEmpty(row)).map((row) => {
        const line = document.createElement("tr");
        if (place.querySelector("th.number")) line.insertCell().className = "number";
        for (const text of Object.values(row)) line.insertCell().textContent = keepTogether(text);
        return line;
      }),
    );
  },
  checklist(place, values) {
    for (const line of place.querySelectorAll("[data-item]")) {
      const { answer = "", fact = "" } = values[line.dataset.item] ?? {};
      const names = [...place.tHead.rows[0].cells].map((cell) => cell.textContent);
      line.querySelectorAll(".box").forEach((box, number) => (box.textContent = names[number + 1] === answer ? "✓" : ""));
      line.querySelector(".fact").textContent = keepTogether(fact);
    }
  },
};

/** Pure: numbers stay with what they count, and short words with their names: `24 ноября`, `г. Примерск`. */
function keepTogether(text) {
  return text.replace(/(\d|№|(?<![а-яё])(?:г|ул|д|ст|п|ч|пр))(\.?) (?=\S)/giu, "$1$2\u00a0").replace(/ (?=г\.)/g, "\u00a0");
}

/** Copy the sheet with its tables where the browser can, else as plain text; tell whether it was copied. */
async function copy(sheet) {
  const shown = [...sheet.children].filter((part) => !part.classList.contains("is-left-out"));
  const text = shown.map((part) => part.innerText).join("\n\n");
  const html = shown.map((part) => part.innerHTML).join("");
  const as = (kind, content) => new Blob([content], { type: kind });
  try {
    const item = new ClipboardItem({ "text/plain": as("text/plain", text), "text/html": as("text/html", html) });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }
}
