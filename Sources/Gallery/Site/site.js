// What the pages of a Lantern gallery do beyond showing: light and dark, search, sliders, films, a
// picture enlarged, keys. Without it every page can still be read.
"use strict";

const root = document.documentElement;
root.classList.add("scripted");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);

// Light and dark ---------------------------------------------------------------------------------

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const memory = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* not kept */ } },
};
const isDark = () => (root.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";

function showTheme() {
  for (const source of all("source[data-dark]")) {
    source.media = root.dataset.theme ? (isDark() ? "all" : "not all") : "(prefers-color-scheme: dark)";
  }
  const name = one(".theme-name");
  if (name) name.textContent = isDark() ? "Light" : "Dark";
}

const chosen = new URLSearchParams(location.search).get("theme") ?? memory.get("lantern-theme");
if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
showTheme();
systemIsDark.addEventListener("change", showTheme);
one("#theme")?.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  memory.set("lantern-theme", root.dataset.theme);
  showTheme();
});

// Search -----------------------------------------------------------------------------------------

const search = one("#search");
if (search) {
  const cards = all(".card");
  const sections = all(".chapter");
  const chosenOf = (name) => one(`input[name="${name}"]:checked`)?.value ?? "";

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = chosenOf("kind"), treatment = chosenOf("treatment");
    let count = 0;
    for (const card of cards) {
      const shown = (!kind || card.dataset.kind === kind)
        && (!treatment || card.dataset.treatment === treatment)
        && words.every((word) => card.dataset.words.includes(word));
      card.hidden = !shown;
      if (shown) count += 1;
    }
    for (const section of sections) section.hidden = !one(".card:not([hidden])", section);
    for (const link of all(".contents a")) {
      link.parentElement.hidden = document.getElementById(link.hash.slice(1))?.closest(".chapter").hidden;
    }
    one(".nothing").hidden = count > 0;
    one("#count").textContent = count === cards.length ? `${count} in all` : `${count} of ${cards.length}`;
    const query = new URLSearchParams();
    for (const [key, value] of [["q", search.value.trim()], ["kind", kind], ["treatment", treatment]]) {
      if (value) query.set(key, value);
    }
    const address = location.pathname + (query.size ? `?${query}` : "") + location.hash;
    // Pages from the file system may not change their address in every browser.
    try { history.replaceState(null, "", address); } catch { /* the search still works */ }
  };

  const query = new URLSearchParams(location.search);
  search.value = query.get("q") ?? "";
  for (const name of ["kind", "treatment"]) {
    for (const input of all(`input[name="${name}"]`)) {
      input.checked = input.value === (query.get(name) ?? "");
      input.addEventListener("change", filter);
    }
    if (!chosenOf(name)) one(`input[name="${name}"]`).checked = true;
  }
  search.addEventListener("input", filter);
  filter();

  // The chapter that is being read is marked in the contents.
  const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
  const visible = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const id = one("h2", entry.target).id;
      if (entry.isIntersecting) visible.add(id); else visible.delete(id);
    }
    const first = [...links.keys()].find((id) => visible.has(id));
    for (const [id, link] of links) {
      if (id === first) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-80px 0px -50% 0px" });
  for (const section of sections) observer.observe(section);
}

// Times ------------------------------------------------------------------------------------------

const heads = all("#times thead th");
heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    // The first column is the book's order; numbers are looked at from the largest.
    const isUp = head.ariaSort ? head.ariaSort === "descending" : column === 0;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const value = (row) => Number(row.cells[column].dataset.value);
    const rows = all("#times tbody tr").sort((a, b) => (value(a) - value(b)) * (isUp ? 1 : -1));
    one("#times tbody").append(...rows);
  });
});

// Films ------------------------------------------------------------------------------------------

const movesLess = matchMedia("(prefers-reduced-motion: reduce)");
for (const link of all(".card a:has(video)")) {
  const video = one("video", link);
  const play = () => { if (!movesLess.matches) video.play().catch(() => { /* not now */ }); };
  const stop = () => { video.pause(); video.load(); };
  link.addEventListener("mouseenter", play);
  link.addEventListener("focus", play);
  link.addEventListener("mouseleave", stop);
  link.addEventListener("blur", stop);
}

const film = one("#film");
if (film) {
  const shots = all("[data-seconds]");
  const start = (shot) => Number(shot.dataset.seconds);
  for (const shot of shots) {
    shot.addEventListener("click", () => {
      film.currentTime = start(shot) + 0.01;
      film.play().catch(() => { /* not now */ });
      film.scrollIntoView({ block: "nearest" });
    });
  }
  film.addEventListener("timeupdate", () => {
    const current = shots.findLast((shot) => start(shot) <= film.currentTime + 0.02);
    for (const shot of shots) {
      const item = shot.closest("li");
      if (shot === current) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
    }
  });
}

// Sliders ----------------------------------------------------------------------------------------

const picture = one("#picture");
const sliders = all(".slider input");
function showState(moved) {
  for (const slider of sliders) {
    // Pictures were drawn for one parameter at a time: the others go back.
    if (slider !== moved) slider.value = slider.dataset.default;
    const value = slider.dataset.values.split(" ")[slider.value];
    one("output", slider.parentElement).textContent = value;
    slider.setAttribute("aria-valuetext", value);
  }
  const name = moved.dataset.pictures.split(" ")[moved.value];
  one("img", picture).src = `${name}.svg`;
  for (const source of all("source", picture)) source.srcset = `${name}-dark.svg`;
}
for (const slider of sliders) {
  slider.addEventListener("input", () => showState(slider));
  // All pictures of a slider are fetched when it is first touched, so that it moves at once.
  slider.addEventListener("pointerenter", () => fetchStates(slider), { once: true });
  slider.addEventListener("focus", () => fetchStates(slider), { once: true });
  slider.setAttribute("aria-valuetext", slider.dataset.values.split(" ")[slider.value]);
}
const fetched = [];
function fetchStates(slider) {
  for (const name of slider.dataset.pictures.split(" ")) {
    const image = new Image();
    image.src = `${name}${isDark() ? "-dark" : ""}.svg`;
    fetched.push(image);
  }
}

// A picture enlarged -----------------------------------------------------------------------------

const dialog = one("#zoom");
if (dialog && picture) {
  const stage = one(".zoom-stage", dialog);
  let image = null, width = 0;

  const fit = () => {
    const ratio = image.naturalWidth / image.naturalHeight || 1;
    const room = { width: stage.clientWidth, height: stage.clientHeight - 8 };
    return Math.min(room.width, room.height * ratio);
  };
  // The point of the picture in the middle of the stage, or under the pointer, stays where it is.
  const resize = (target, at) => {
    const old = width;
    width = Math.min(Math.max(target, 120), 24000);
    const box = stage.getBoundingClientRect();
    const x = at ? at.clientX - box.left : box.width / 2, y = at ? at.clientY - box.top : box.height / 2;
    const left = (stage.scrollLeft + x) / (old || 1), top = (stage.scrollTop + y) / (old || 1);
    image.style.width = `${width}px`;
    stage.scrollTo(left * width - x, top * width - y);
    one("output", dialog).textContent = `${Math.round(100 * width / fit())} %`;
  };
  const open = () => {
    const source = one("img", picture);
    image = new Image();
    image.src = source.currentSrc || source.src;
    image.alt = source.alt;
    image.draggable = false;
    stage.replaceChildren(image);
    dialog.showModal();
    stage.focus();
    image.decode().catch(() => { /* shown as it comes */ }).then(() => { width = 0; resize(fit()); });
  };
  const actions = {
    in: () => resize(width * 1.4), out: () => resize(width / 1.4), fit: () => resize(fit()),
    close: () => dialog.close(),
  };
  one("#enlarge").addEventListener("click", open);
  picture.addEventListener("click", open);
  for (const button of all("[data-zoom]", dialog)) {
    button.addEventListener("click", () => actions[button.dataset.zoom]());
  }
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    resize(width * Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018)), event);
  }, { passive: false });
  let drag = null;
  stage.addEventListener("pointerdown", (event) => {
    // Fingers scroll by themselves.
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    drag = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("dragging");
  });
  stage.addEventListener("pointermove", (event) => {
    if (drag) stage.scrollTo(drag.x - event.clientX, drag.y - event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, () => { drag = null; stage.classList.remove("dragging"); });
  }
  dialog.addEventListener("keydown", (event) => {
    const action = { "+": "in", "=": "in", "-": "out", "0": "fit" }[event.key];
    if (action) { event.preventDefault(); actions[action](); }
  });
  dialog.addEventListener("close", () => one("#enlarge").focus());
  addEventListener("resize", () => { if (dialog.open) resize(fit()); });
}

// Copying ----------------------------------------------------------------------------------------

for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });
}

// Keys -------------------------------------------------------------------------------------------

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  const isBusy = event.target.closest("input, textarea, select, video, pre, [contenteditable]");
  if (event.key === "Escape" && event.target === search) {
    search.value = "";
    search.dispatchEvent(new Event("input"));
    return;
  }
  if (isBusy) return;
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    one(`.turning [rel="${event.key === "ArrowLeft" ? "prev" : "next"}"]`)?.click();
  } else if (event.key === "z") {
    one("#enlarge")?.click();
  }
});
