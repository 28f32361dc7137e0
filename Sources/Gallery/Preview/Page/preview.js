'use strict';

// The whole state of a view is in its address: /view/6.5?seed=8&page-theme=lecture. Names of
// parameters are Swift names, so a name with a hyphen is the page's own.

const $ = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const state = (name) => { document.body.dataset.state = name; };
const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16)).join('');

let preview; // command, frame rate, state of the build
let catalogue; // themes and scripts
let script; // the one that is shown; none on the index
let view; // what the address says: settings, theme, width, height, time

// MARK: The address

function readAddress() {
  const query = new URLSearchParams(location.search);
  const settings = {};
  for (const parameter of script.parameters) {
    const value = query.get(parameter.name);
    if (value !== null && value !== parameter.default) settings[parameter.name] = value;
  }
  const standard = script.kind === 'scene' ? 'lecture' : 'book';
  const theme = query.get('page-theme');
  const size = (query.get('page-size') ?? '').match(/^(\d{2,4})(?:x(\d{2,4}))?$/);
  view = {
    settings, theme: catalogue.themes.includes(theme) ? theme : standard,
    size: size ? size[0] : '', time: Math.max(0, Number(query.get('page-time')) || 0),
  };
}

function address() {
  const query = new URLSearchParams();
  for (const { name } of script.parameters) {
    if (name in view.settings) query.set(name, view.settings[name]);
  }
  if (view.theme !== (script.kind === 'scene' ? 'lecture' : 'book')) query.set('page-theme', view.theme);
  if (view.size) query.set('page-size', view.size);
  if (view.time > 0) query.set('page-time', view.time);
  const text = query.toString();
  return `/view/${script.id}${text ? '?' + text : ''}`;
}

let writing = 0;
function writeAddress(isFinal) {
  // Browsers refuse to note every move of a slider.
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, '', address()), isFinal ? 0 : 200);
}

// MARK: Pictures

let running = null; // the wish that is being fulfilled
let wanted = null; // the one after it

function wish() {
  const picture = { script: script.id, settings: view.settings, theme: view.theme };
  const [width, height] = view.size.split('x').map(Number);
  if (script.kind === 'scene') {
    const scale = film.isPlaying && width > 960 ? 960 / width : 1;
    const even = (n) => 2 * Math.round(n * scale / 2);
    picture.width = even(width || 1280);
    picture.height = even(height || 720);
    picture.time = view.time;
  } else if (width) {
    picture.width = width;
  }
  return picture;
}

// Asks for the picture of the present state. What is being made goes on for a moment, so that a
// quick figure follows the slider, unless the slider was let go.
function draw(isFinal = true) {
  wanted = wish();
  if (!running) return start();
  const text = JSON.stringify(wanted);
  if (text === running.text) { wanted = null; return; }
  const rest = 120 - (performance.now() - running.started);
  if (isFinal || rest <= 0) running.abort.abort();
  else {
    const waiting = running;
    setTimeout(() => { if (running === waiting && wanted) waiting.abort.abort(); }, rest);
  }
}

async function start() {
  const mine = { text: JSON.stringify(wanted), abort: new AbortController(), started: performance.now() };
  wanted = null;
  running = mine;
  state('working');
  $('progress').removeAttribute('value');
  const showing = setTimeout(() => {
    $('progress').hidden = false;
    $('frame').classList.add('stale');
    $('status').textContent = 'Computing…';
  }, 300);
  try {
    const answer = await fetch('/api/picture', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, signal: mine.abort.signal,
      body: `{"client":"${client}","picture":${mine.text}}`,
    });
    if (!answer.ok) throw new Error((await answer.text()).trim());
    await read(answer.body.getReader(), mine);
  } catch (error) {
    if (!mine.abort.signal.aborted) fail(error.message || String(error));
  } finally {
    clearTimeout(showing);
    running = null;
    if (wanted) start();
    else {
      $('progress').hidden = true;
      $('frame').classList.remove('stale');
    }
  }
}

// Lines of JSON, and after the last one the picture's bytes.
async function read(reader, mine) {
  let bytes = new Uint8Array(0);
  const more = async () => {
    const { value, done } = await reader.read();
    if (done) throw new Error('the preview has ended; start it again');
    const joined = new Uint8Array(bytes.length + value.length);
    joined.set(bytes);
    joined.set(value, bytes.length);
    bytes = joined;
  };
  for (;;) {
    const end = bytes.indexOf(10);
    if (end < 0) { await more(); continue; }
    const reply = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    bytes = bytes.subarray(end + 1);
    if (reply.outOfDate) return;
    if (reply.failure !== undefined) return fail(reply.failure);
    if (reply.progress !== undefined) {
      $('progress').value = reply.progress;
      if (!$('progress').hidden) $('status').textContent = `Computing… ${Math.floor(reply.progress * 10) * 10} %`;
    }
    if (reply.picture) {
      const parts = [bytes];
      for (let count = bytes.length; count < reply.picture.bytes;) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the preview has ended; start it again');
        parts.push(value);
        count += value.length;
      }
      return show(reply.picture, new Blob(parts, { type: reply.picture.type }), mine);
    }
  }
}

async function show(info, blob, mine) {
  const fresh = new Image();
  fresh.src = URL.createObjectURL(blob);
  await fresh.decode();
  const request = JSON.parse(mine.text);
  const old = $('picture');
  fresh.id = 'picture';
  fresh.alt = script.alt;
  fresh.dataset.wish = mine.text;
  fresh.dataset.milliseconds = (performance.now() - mine.started).toFixed(1);
  if (view.size && !film.isPlaying) {
    fresh.style.width = request.width / devicePixelRatio + 'px';
    fresh.style.height = 'auto';
  }
  old.replaceWith(fresh);
  URL.revokeObjectURL(old.src);
  $('failure').hidden = true;
  $('frame').classList.remove('stale');
  $('frame').dataset.theme = request.theme;
  $('frame').classList.toggle('sized', Boolean(view.size) && !film.isPlaying);
  film.isShown(info);
  if (!film.isPlaying) {
    const seconds = (s) => s < 0.1 ? `${Math.max(1, Math.round(s * 1000))} ms` : `${s.toFixed(1)} s`;
    $('status').textContent = `Computed in ${seconds(info.computeSeconds)}, drawn in ${seconds(info.drawSeconds)}.`;
  }
  if (!wanted) state('ready');
}

function fail(line) {
  film.stop();
  state('failed');
  $('failure').textContent = line;
  $('failure').hidden = false;
  $('status').textContent = '';
}

// MARK: Parameters

function formatted(number, parameter) {
  if (parameter.type === 'whole number') return String(Math.round(number));
  const [low, high] = [Number(parameter.minimum), Number(parameter.maximum)];
  if (number === low) return parameter.minimum;
  if (number === high) return parameter.maximum;
  if (parameter.logarithmic) return String(Number(number.toPrecision(3)));
  const digits = Math.min(12, Math.max(0, 3 - Math.ceil(Math.log10(high - low))));
  const text = String(Number(number.toFixed(digits)));
  return Number(text) < low ? parameter.minimum : Number(text) > high ? parameter.maximum : text;
}

function set(parameter, text, isFinal) {
  if (text === parameter.default) delete view.settings[parameter.name];
  else view.settings[parameter.name] = text;
  changed(isFinal);
}

function changed(isFinal) {
  writeAddress(isFinal);
  showCommands();
  $('reset').disabled = Object.keys(view.settings).length === 0;
  draw(isFinal);
}

function control(parameter) {
  const value = view.settings[parameter.name] ?? parameter.default;
  const id = `p-${parameter.name}`;
  if (parameter.choices) {
    return parameter.choices.length === 2 ? toggle(parameter, value) : menu(parameter, value, id);
  }
  const range = make('input', { type: 'range', id });
  const [low, high] = [Number(parameter.minimum), Number(parameter.maximum)];
  const isWhole = parameter.type === 'whole number';
  const isLogarithmic = parameter.logarithmic && low > 0;
  const place = (number) => isLogarithmic ? 1000 * Math.log(number / low) / Math.log(high / low) : number;
  const number = (place) => isLogarithmic ? low * Math.pow(high / low, place / 1000) : place;
  if (isLogarithmic) Object.assign(range, { min: 0, max: 1000, step: isWhole ? 'any' : 5 });
  else Object.assign(range, { min: low, max: high, step: isWhole ? 1 : 10 ** Math.floor(Math.log10((high - low) / 100)) });
  const field = make('input', { type: 'text', inputMode: 'decimal', spellcheck: false });
  field.setAttribute('aria-label', `${parameter.label}, value`);
  const display = (text) => {
    range.value = place(Number(text));
    range.setAttribute('aria-valuetext', text);
    field.value = text;
    field.removeAttribute('aria-invalid');
  };
  display(value);
  const moved = (isFinal) => {
    const text = formatted(number(Number(range.value)), parameter);
    range.setAttribute('aria-valuetext', text);
    field.value = text;
    field.removeAttribute('aria-invalid');
    set(parameter, text, isFinal);
  };
  range.addEventListener('input', () => moved(false));
  range.addEventListener('change', () => moved(true));
  field.addEventListener('change', () => {
    const wanted = Number(field.value.trim().replace(',', '.').replace('−', '-'));
    const isGood = field.value.trim() !== '' && wanted >= low && wanted <= high && (!isWhole || Number.isInteger(wanted));
    if (!isGood) {
      field.setAttribute('aria-invalid', 'true');
      $('status').textContent = `${parameter.label}: choose ${isWhole ? 'a whole number' : 'a number'} from ${parameter.minimum} to ${parameter.maximum}.`;
      return;
    }
    const text = wanted === Number(parameter.default) ? parameter.default : String(wanted);
    display(text);
    set(parameter, text, true);
  });
  return make('div', { className: 'slider' }, make('label', { htmlFor: id, textContent: parameter.label }), field, range);
}

function menu(parameter, value, id) {
  const select = make('select', { id }, ...parameter.choices.map((choice) => make('option', { value: choice, textContent: words(choice) })));
  select.value = value;
  select.addEventListener('change', () => set(parameter, select.value, true));
  return make('div', { className: 'choice' }, make('label', { htmlFor: id, textContent: parameter.label }), select);
}

function toggle(parameter, value) {
  const options = parameter.choices.map((choice) => {
    const radio = make('input', { type: 'radio', name: parameter.name, value: choice, checked: choice === value });
    radio.addEventListener('change', () => set(parameter, choice, true));
    return make('label', {}, radio, words(choice));
  });
  return make('fieldset', { className: 'switch' }, make('legend', { textContent: parameter.label }), make('div', {}, ...options));
}

// A Swift name as words: meanField -> mean field.
const words = (name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

// MARK: Scenes

const film = {
  isPlaying: false, duration: 0, shots: [], began: 0,

  isShown(info) {
    if (info.duration === undefined) return;
    this.duration = info.duration;
    if (view.time > info.duration) view.time = info.duration;
    $('time').max = info.duration;
    const names = JSON.stringify(info.shots);
    if (names !== this.names) {
      this.names = names;
      this.shots = info.shots;
      $('shots').replaceChildren(...info.shots.map((shot) => {
        const button = make('button', { type: 'button', textContent: shot.name });
        button.addEventListener('click', () => this.seek(shot.start));
        return make('li', {}, button);
      }));
      $('shots').hidden = info.shots.length < 2;
    }
    this.showTime();
    if (this.isPlaying) this.step();
  },

  showTime() {
    const last = this.shots.findLastIndex((shot) => shot.start <= view.time + 1e-6);
    const shot = this.shots[last];
    $('time').value = view.time;
    $('time').setAttribute('aria-valuetext', `${view.time.toFixed(1)} seconds${shot ? ', ' + shot.name : ''}`);
    $('clock').textContent = `${view.time.toFixed(1)} / ${this.duration.toFixed(1)} s`;
    $('narration').textContent = shot?.narration ?? '';
    $('narration').hidden = !this.shots.some((shot) => shot.narration);
    [...$('shots').children].forEach((item, index) => item.firstChild.setAttribute('aria-current', index === last));
  },

  seek(time, isFinal = true) {
    this.stop();
    view.time = Math.min(Math.max(this.moment(time), 0), this.duration);
    this.showTime();
    changed(isFinal);
  },

  // In milliseconds, as the address has it, and not before the frame that was meant.
  moment: (time) => Math.ceil(time * 1000 - 1e-6) / 1000,

  play() {
    if (view.time >= this.duration - 0.05) view.time = 0;
    this.isPlaying = true;
    this.began = performance.now() - view.time * 1000;
    this.showPlay();
    changed(true);
  },

  // The next frame is the one whose time it is when the last has come: slow ones are left out.
  step() {
    const time = (performance.now() - this.began) / 1000;
    if (time >= this.duration) {
      view.time = this.duration;
      this.stop();
      return changed(true);
    }
    view.time = time;
    wanted = wish();
  },

  stop() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    view.time = Math.min(this.moment(view.time), this.duration);
    this.showPlay();
  },

  showPlay() {
    $('play').setAttribute('aria-pressed', this.isPlaying);
    $('play').querySelector('.name').textContent = this.isPlaying ? 'Pause' : 'Play';
  },

  toggle() {
    if (!this.isPlaying) return this.play();
    this.stop();
    changed(true);
  },
};

// MARK: Commands

const quoted = (text) => /^[\w.,:=+/@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

function command(isMoment) {
  const parts = [preview.command, script.kind === 'scene' ? 'animate' : 'render', script.id];
  for (const [name, value] of Object.entries(view.settings)) parts.push('--set', `${name}=${value}`);
  if (view.theme !== (script.kind === 'scene' ? 'lecture' : 'book')) parts.push('--theme', view.theme);
  if (view.size) parts.push(script.kind === 'scene' ? '--size' : '--width', view.size);
  if (isMoment) parts.push('--at', `${view.time}s`);
  return parts.map(quoted);
}

function showCommands() {
  for (const box of $('commands').querySelectorAll('.command')) {
    const words = command(box.dataset.kind === 'moment');
    // No line breaks within a word.
    box.querySelector('code').replaceChildren(
      ...words.flatMap((word, index) => [index ? ' ' : '', make('span', { textContent: word })]));
  }
}

function commandBox(kind, name) {
  const button = make('button', { type: 'button', textContent: 'Copy command' });
  const code = make('code');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      $('status').textContent = 'The command is on the clipboard.';
    } catch {
      getSelection().selectAllChildren(code);
      $('status').textContent = 'The command is selected; copy it with the keyboard.';
    }
  });
  const box = make('div', { className: 'command' }, make('p', {}, name, button), make('pre', {}, code));
  box.dataset.kind = kind;
  return box;
}

// MARK: The page of a script

function neighbours() {
  const index = catalogue.scripts.indexOf(script);
  for (const [id, other] of [['previous', catalogue.scripts[index - 1]], ['next', catalogue.scripts[index + 1]]]) {
    $(id).hidden = !other;
    if (!other) continue;
    $(id).href = `/view/${other.id}`;
    $(id).title = other.title;
    $(id).querySelector('.id').textContent = other.id;
    $(id).setAttribute('aria-label', `${id === 'next' ? 'Next' : 'Previous'}: ${other.id}, ${other.title}`);
  }
  $('neighbours').hidden = false;
}

let form = ''; // the parameters for which there are controls

function showScript(isReturn = false) {
  readAddress();
  neighbours();
  document.title = `${script.id} ${script.title} · Lantern`;
  $('number').textContent = script.kind === 'scene' ? '' : script.id;
  $('title').textContent = script.title;
  $('alt').textContent = script.alt;
  const needed = script.id + JSON.stringify(script.parameters);
  // A new build leaves the controls, and what has the focus, as they are.
  if (isReturn || form !== needed) $('sliders').replaceChildren(...script.parameters.map(control));
  form = needed;
  $('parameters').hidden = script.parameters.length === 0;
  $('theme').replaceChildren(...catalogue.themes.map((name) => make('option', { value: name, textContent: words(name) })));
  $('theme').value = view.theme;
  const isScene = script.kind === 'scene';
  const sizes = isScene
    ? [['', 'fit'], ['1920x1080', '1920 × 1080'], ['1280x720', '1280 × 720'], ['1080x1080', '1080 × 1080, square'], ['1080x1920', '1080 × 1920, upright']]
    : [['', 'fit'], ['800', '800 pixels wide'], ['1230', '1230 pixels, print'], ['1600', '1600 pixels wide'], ['3200', '3200 pixels wide']];
  if (view.size && !sizes.some(([size]) => size === view.size)) sizes.push([view.size, view.size.replace('x', ' × ') + ' pixels']);
  $('size').replaceChildren(...sizes.map(([value, textContent]) => make('option', { value, textContent })));
  $('size').value = view.size;
  for (const box of $('commands').querySelectorAll('.command')) box.remove();
  $('commands').append(...isScene
    ? [commandBox('film', 'The film'), commandBox('moment', 'This moment')]
    : [commandBox('figure', 'This figure')]);
  showCommands();
  $('transport').hidden = !isScene;
  $('frame').classList.toggle('film', isScene);
  $('reset').disabled = Object.keys(view.settings).length === 0;
  $('index').hidden = true;
  $('view').hidden = false;
  draw();
}

function listen(id, type, work) { $(id).addEventListener(type, work); }

function addListeners() {
  listen('controls', 'submit', (event) => event.preventDefault());
  listen('reset', 'click', () => {
    view.settings = {};
    $('sliders').replaceChildren(...script.parameters.map(control));
    changed(true);
  });
  listen('theme', 'change', () => { view.theme = $('theme').value; changed(true); });
  listen('size', 'change', () => { view.size = $('size').value; changed(true); });
  listen('play', 'click', () => film.toggle());
  listen('time', 'input', () => film.seek(Number($('time').value), false));
  listen('time', 'change', () => film.seek(Number($('time').value)));
  listen('time', 'keydown', (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -60, PageUp: 60 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    film.seek(view.time + steps[event.key] * (event.shiftKey ? 10 : 1) / preview.frameRate);
  });
  addEventListener('popstate', () => { if (script) showScript(true); });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isTyping = event.target.closest('input, select, button, [role=slider]');
    if (event.key === '/' && !script && event.target !== $('search')) {
      event.preventDefault();
      $('search').focus();
    } else if (event.key === ' ' && script?.kind === 'scene' && !isTyping) {
      event.preventDefault();
      film.toggle();
    } else if (!isTyping && script && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const link = $(event.key === 'ArrowLeft' ? 'previous' : 'next');
      if (!link.hidden && event.target !== $('frame')) link.click();
    }
  });
  listen('search', 'input', () => {
    const query = $('search').value;
    showList(query);
    history.replaceState(null, '', query ? `/?search=${encodeURIComponent(query)}` : '/');
  });
}

// MARK: The index

function showIndex(note) {
  document.title = 'Lantern';
  $('index').hidden = false;
  const query = new URLSearchParams(location.search).get('search') ?? '';
  $('search').value = query;
  showList(query);
  if (note) $('found').textContent = note;
  state('ready');
}

function showList(query) {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = catalogue.scripts.filter((item) => {
    const text = `${item.id} ${item.title} ${item.alt} ${item.kind}`.toLowerCase();
    return terms.every((term) => text.includes(term));
  });
  const groups = new Map();
  for (const item of found) {
    const name = item.kind === 'scene' ? 'Scenes' : /^\d/.test(item.chapter) ? `Chapter ${item.chapter}` : `Appendix ${item.chapter}`;
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  $('chapters').replaceChildren(...[...groups].flatMap(([name, items]) => [
    make('h2', { textContent: name }),
    make('ul', { className: 'list' }, ...items.map(row)),
  ]));
  $('found').textContent = terms.length ? `${found.length} of ${catalogue.scripts.length}` : `${catalogue.scripts.length} in all`;
}

function row(item) {
  const count = item.parameters.length;
  const link = make('a', { href: `/view/${item.id}` },
    make('span', { className: 'id', textContent: item.kind === 'scene' ? 'scene' : item.id }),
    make('span', { textContent: item.title }),
    make('span', { className: 'more', textContent: count ? `${count} ${count === 1 ? 'parameter' : 'parameters'}` : '' }));
  return make('li', { className: item.kind }, link);
}

// MARK: Builds

function showBuild(build) {
  $('build').dataset.phase = build.isWatching ? build.phase : '';
  const took = build.seconds ? ` in ${build.seconds.toFixed(1)} s` : '';
  $('build').textContent = !build.isWatching ? 'Scripts are not followed'
    : build.phase === 'building' ? 'Building…'
    : build.phase === 'failed' ? 'The build failed'
    : build.generation ? `Built${took}` : 'Up to date';
  if (build.phase === 'building') return;
  const isBad = build.phase === 'failed';
  $('errors').hidden = !isBad;
  if (!isBad) return $('errors').replaceChildren();
  const count = build.errors.length;
  $('errors').replaceChildren(make('div', {},
    make('h2', { textContent: count ? `${count} ${count === 1 ? 'error' : 'errors'}; below is the last good build` : 'The build failed; below is the last good one' }),
    ...build.errors.flatMap((error) => [
      make('p', {}, make('code', { textContent: `${error.file}:${error.line}:${error.column}` }), ` ${error.text}`),
      make('pre', { textContent: error.excerpt }),
    ]),
    ...(build.log ? [make('pre', { textContent: build.log })] : [])));
}

let news = null;
let generation = null;

function listenForNews() {
  if (news || document.hidden) return;
  news = new EventSource('/api/news');
  news.onmessage = async (event) => {
    const build = JSON.parse(event.data);
    showBuild(build);
    if (generation !== null && build.generation !== generation) {
      generation = build.generation;
      await load().catch((error) => fail(error.message));
    }
    generation = build.generation;
  };
  news.onerror = () => {
    $('build').dataset.phase = 'failed';
    $('build').textContent = 'The preview has ended';
  };
}

// A browser keeps few connections to a server; pages that nobody sees give theirs up.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return listenForNews();
  news?.close();
  news = null;
});

// MARK: Beginning

async function load() {
  if (script) {
    clearTimeout(writing);
    history.replaceState(null, '', address());
  }
  const answer = await fetch('/api/scripts');
  if (!answer.ok) throw new Error((await answer.text()).trim());
  ({ preview, catalogue } = await answer.json());
  const path = location.pathname.match(/^\/view\/(.+)$/);
  if (!path) return showIndex();
  const wasOpen = script?.id;
  script = catalogue.scripts.find((item) => item.id === path[1]);
  if (!script) {
    $('view').hidden = true;
    return showIndex(`There is no figure or scene “${path[1]}”; here are all.`);
  }
  if (wasOpen === script.id) running?.abort.abort();
  showScript();
}

addListeners();
load().then(listenForNews, (error) => {
  state('failed');
  $('build').dataset.phase = 'failed';
  $('build').textContent = error.message;
});
