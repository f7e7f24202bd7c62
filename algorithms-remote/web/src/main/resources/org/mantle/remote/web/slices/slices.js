// The viewer: through a stack of images, which a worker reads; what is seen is drawn on a canvas.
import {
  html, render, useEffect, useLayoutEffect, useRef, useState, useShared, call, query, route, go, goBeside, address, CallError,
} from '/page/base.js';
import { chooseFile } from '/page/files.js';

const LAST = 'mantle-slices';
const PLAY_MILLIS = 80;
const ENDINGS = ['tif', 'tiff'];
const byName = new Intl.Collator('en', { numeric: true });

/** The worker, whose answers are promises. */
function startDecoder() {
  const worker = new Worker('/panels/slices/files/decode.js', { type: 'module' });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data }) => {
    const { resolve, reject, given } = waiting.get(data.id);
    if (data.part !== undefined) {
      given.onPart?.(data.part);
      return;
    }
    waiting.delete(data.id);
    if (data.problem) reject(new Error(data.problem));
    else resolve(data.answer);
  };
  return {
    ask: (kind, given) => new Promise((resolve, reject) => {
      last += 1;
      const { onPart, ...sent } = given;
      waiting.set(last, { resolve, reject, given });
      worker.postMessage({ id: last, kind, ...sent });
    }),
    end: () => worker.terminate(),
  };
}

const isTiff = (entry) => !entry.folder && ENDINGS.some((ending) => entry.name.toLowerCase().endsWith('.' + ending));
const patternOf = (name) => name.replace(/\d+(?=\D*$)/, '#');
const parentOf = (path) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** Finds the stacks at a path: the files of a folder by the pattern of their names, or the images of one file. */
async function findStacks(decoder, path) {
  let folder;
  let file = null;
  try {
    folder = await call('GET', query('/api/folder', { path }));
  } catch (e) {
    if (!(e instanceof CallError) || e.status !== 400) throw e;
    file = path.slice(path.lastIndexOf('/') + 1);
    folder = await call('GET', query('/api/folder', { path: parentOf(path) }));
  }
  const groups = new Map();
  folder.entries.filter(isTiff).forEach((entry) => {
    const pattern = patternOf(entry.name);
    if (!groups.has(pattern)) groups.set(pattern, []);
    groups.get(pattern).push(entry);
  });
  if (groups.size === 0 || (file && ![...groups.values()].flat().some((entry) => entry.name === file))) {
    throw new Error(`there is no TIFF file ${file ? `"${file}" ` : ''}in ${folder.path}; choose a folder of slices, or one of their files`);
  }
  const stacks = [...groups].map(([pattern, entries]) => ({
    name: entries.length === 1 ? entries[0].name : pattern,
    images: entries.sort((a, b) => byName.compare(a.name, b.name)).map((entry) => ({ path: entry.path, size: entry.size, page: 0, name: entry.name })),
  })).sort((a, b) => b.images.length - a.images.length);
  const wanted = file ? stacks.find((stack) => stack.images.some((each) => each.name === file)) : stacks[0];
  const at = file ? wanted.images.findIndex((each) => each.name === file) : 0;
  const first = file ? wanted.images[at] : wanted.images[0];
  if (file || wanted.images.length === 1) {
    const { pages } = await decoder.ask('pages', first);
    if (pages > 1) {
      const volume = { name: first.name, images: Array.from({ length: pages }, (_, page) => ({ ...first, page, name: `${first.name}, image ${page + 1}` })) };
      return { stacks: [volume, ...stacks.filter((stack) => stack !== wanted)], chosen: volume, at: 0 };
    }
  }
  return { stacks, chosen: wanted, at };
}

/** A number as short as it may be. */
const short = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value));

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function fitted(canvas) {
  const ratio = devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

/** How often each value is there, on a scale of logarithms, with the window over it. */
function Histogram({ image, window, onWindow }) {
  const canvas = useRef(null);
  const drags = useRef(null);
  useLayoutEffect(() => {
    const { context, width, height } = fitted(canvas.current);
    context.clearRect(0, 0, width, height);
    const most = Math.log1p(Math.max(...image.histogram));
    context.fillStyle = colour('--soft');
    image.histogram.forEach((count, i) => {
      const tall = most ? (Math.log1p(count) / most) * (height - 4) : 0;
      context.fillRect((i * width) / image.histogram.length, height - tall, width / image.histogram.length + 0.5, tall);
    });
    const x = (value) => ((value - image.min) / (image.max - image.min || 1)) * width;
    context.fillStyle = colour('--accent');
    context.globalAlpha = 0.18;
    context.fillRect(x(window.low), 0, Math.max(1, x(window.high) - x(window.low)), height);
    context.globalAlpha = 1;
    [window.low, window.high].forEach((value) => context.fillRect(Math.max(0, Math.min(width - 2, x(value) - 1)), 0, 2, height));
  }, [image, window]);
  const valueAt = (e) => {
    const { left, width } = canvas.current.getBoundingClientRect();
    return image.min + ((e.clientX - left) / width) * (image.max - image.min);
  };
  const move = (e) => {
    if (!drags.current) return;
    const next = { ...window, [drags.current]: valueAt(e) };
    if (next.high > next.low) onWindow(next);
  };
  return html`<canvas ref=${canvas} class="histogram" role="img" aria-label=${`Histogram: values from ${short(image.min)} to ${short(image.max)}, mean ${short(image.mean)}`}
    onPointerDown=${(e) => { drags.current = Math.abs(valueAt(e) - window.low) < Math.abs(valueAt(e) - window.high) ? 'low' : 'high'; e.target.setPointerCapture(e.pointerId); move(e); }}
    onPointerMove=${move} onPointerUp=${() => { drags.current = null; }}></canvas>
    <p class="ends"><span>${short(image.min)}</span><span>mean ${short(image.mean)}</span><span>${short(image.max)}</span></p>`;
}

function Profile({ values }) {
  const canvas = useRef(null);
  let least = Infinity;
  let greatest = -Infinity;
  values.forEach((value) => {
    if (Number.isFinite(value)) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  });
  useLayoutEffect(() => {
    const { context, width, height } = fitted(canvas.current);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = colour('--accent');
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    context.beginPath();
    values.forEach((value, i) => {
      const x = (i / (values.length - 1)) * width;
      const y = height - 3 - ((value - least) / (greatest - least || 1)) * (height - 6);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.stroke();
  }, [values]);
  return html`<canvas ref=${canvas} role="img" aria-label=${`Profile of ${values.length} values from ${short(least)} to ${short(greatest)}`}></canvas>
    <p class="ends"><span>${values.length} values</span><span>${short(least)} to ${short(greatest)}</span></p>`;
}

/** Two rows of a sinogram, the second mirrored: at the right axis they are one line, when they are half a turn apart. */
function Mirror({ told }) {
  const canvas = useRef(null);
  const both = [...told.row, ...told.mirrored].filter(Number.isFinite);
  const least = both.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = both.reduce((a, b) => Math.max(a, b), -Infinity);
  useLayoutEffect(() => {
    const { context, width, height } = fitted(canvas.current);
    context.clearRect(0, 0, width, height);
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    [[told.row, '--accent'], [told.mirrored, '--warn']].forEach(([values, name]) => {
      context.strokeStyle = colour(name);
      context.beginPath();
      let pen = false;
      values.forEach((value, i) => {
        if (!Number.isFinite(value)) {
          pen = false;
          return;
        }
        const x = (i / (values.length - 1)) * width;
        const y = height - 3 - ((value - least) / (greatest - least || 1)) * (height - 6);
        if (pen) context.lineTo(x, y);
        else context.moveTo(x, y);
        pen = true;
      });
      context.stroke();
    });
  }, [told]);
  const words = `row ${told.rows[0]}, and row ${told.rows[1]} mirrored, differ by ${short(told.difference)}`;
  return html`<canvas ref=${canvas} class="mirror" role="img" aria-label=${`At column ${short(told.axis)} ${words}`}></canvas><p class="ends"><span>${words}</span></p>`;
}

function Number_({ id, label, value, step, onValue }) {
  // what is typed stays until it is done, whatever is drawn anew meanwhile
  const [typed, setTyped] = useState(null);
  const take = (e) => {
    const given = parseFloat(e.target.value);
    setTyped(null);
    if (Number.isFinite(given)) onValue(given);
  };
  return html`<label for=${id}>${label}<input id=${id} type="number" step=${step || 'any'} value=${typed ?? value}
    onInput=${(e) => setTyped(e.target.value)} onChange=${take} onBlur=${() => setTyped(null)} /></label>`;
}

function Viewer({ decoder, stack, begin, onIndex, onRow }) {
  const stage = useRef(null);
  const canvas = useRef(null);
  const live = useRef({ index: begin, way: 1, busy: false, view: null, bitmap: null, window: null, line: null, tool: 'pan', axis: null, drag: null, frame: 0, asked: false });
  const [index, setIndex] = useState(begin);
  const [image, setImage] = useState(null);
  const [window_, setWindow] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [tool, setTool] = useState('pan');
  const [line, setLine] = useState(null);
  const [profile, setProfile] = useState(null);
  const [axis, setAxis] = useState(null);
  const [playing, setPlaying] = useState(false);
  const [point, setPoint] = useState(null);
  const [mirror, setMirror] = useState(null);
  const [rows, setRows] = useState(null);
  const [row, setRow] = useState(null);
  const last = stack.images.length - 1;
  const me = live.current;
  me.tool = tool;
  me.axis = axis;
  me.line = line;

  const draw = () => {
    me.frame = 0;
    if (!me.bitmap || !canvas.current) return;
    const { context, width, height } = fitted(canvas.current);
    const { bitmap } = me;
    if (!me.view || me.view.of !== bitmap.width + '×' + bitmap.height) {
      const scale = Math.min(width / bitmap.width, height / bitmap.height) * 0.98;
      me.view = { scale, x: (width - bitmap.width * scale) / 2, y: (height - bitmap.height * scale) / 2, of: bitmap.width + '×' + bitmap.height };
    }
    const { scale, x, y } = me.view;
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(bitmap, x, y, bitmap.width * scale, bitmap.height * scale);
    if (me.axis !== null) {
      const at = x + (me.axis + 0.5) * scale;
      context.strokeStyle = '#ffb000';
      context.lineWidth = 1.5;
      context.setLineDash([6, 4]);
      context.beginPath();
      context.moveTo(at, y);
      context.lineTo(at, y + bitmap.height * scale);
      context.stroke();
      context.setLineDash([]);
    }
    if (me.line) {
      const { x1, y1, x2, y2 } = me.line;
      context.strokeStyle = '#35c2ff';
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x + (x1 + 0.5) * scale, y + (y1 + 0.5) * scale);
      context.lineTo(x + (x2 + 0.5) * scale, y + (y2 + 0.5) * scale);
      context.stroke();
      context.lineWidth = 1;
    }
  };
  const drawSoon = () => { if (!me.frame) me.frame = requestAnimationFrame(draw); };

  /** Shows what is wanted last; what was wanted meanwhile is left out. */
  const show = async () => {
    me.asked = true;
    if (me.busy) return;
    me.busy = true;
    while (me.asked && !me.over) {
      me.asked = false;
      const wanted = me.index;
      try {
        const answer = await decoder.ask('show', { which: stack.images[wanted], window: me.window, line: me.line });
        if (me.over) { answer.bitmap.close(); return; }
        const { bitmap } = answer;
        me.bitmap?.close();
        me.bitmap = bitmap;
        if (!me.window) me.window = { low: answer.low, high: answer.high };
        setWindow(me.window);
        setImage(answer);
        setProfile(answer.profile);
        setTrouble('');
        stage.current?.setAttribute('data-shown', String(wanted + 1));
        drawSoon();
      } catch (e) {
        setTrouble(e.message);
      }
      if (!me.asked) {
        [1, 2, 3, -1].map((step) => wanted + step * me.way).filter((each) => each >= 0 && each <= last)
          .forEach((each) => decoder.ask('prepare', { which: stack.images[each] }).catch(() => {}));
      }
    }
    me.busy = false;
  };

  const goTo = (wanted) => {
    const next = Math.max(0, Math.min(last, wanted));
    if (next === me.index) return;
    me.way = next > me.index ? 1 : -1;
    me.index = next;
    setIndex(next);
    onIndex(next);
    show();
  };
  const changeWindow = (next) => { me.window = next; setWindow(next); show(); };
  const automatic = () => { me.window = null; show(); };
  const fit = () => { me.view = null; drawSoon(); };
  const zoom = (factor, x, y) => {
    if (!me.view) return;
    const scale = Math.max(0.02, Math.min(64, me.view.scale * factor));
    const ratio = scale / me.view.scale;
    me.view = { ...me.view, scale, x: x - (x - me.view.x) * ratio, y: y - (y - me.view.y) * ratio };
    drawSoon();
  };
  const middle = () => { const { width, height } = stage.current.getBoundingClientRect(); return [width / 2, height / 2]; };

  useEffect(() => {
    show();
    const seen = new ResizeObserver(() => { me.view = null; drawSoon(); });
    seen.observe(stage.current);
    // a listener that may hold the page back from scrolling
    const wheel = (e) => {
      e.preventDefault();
      const box = stage.current.getBoundingClientRect();
      if (e.ctrlKey || e.metaKey) zoom(Math.exp(-e.deltaY / 300), e.clientX - box.left, e.clientY - box.top);
      else if (e.deltaY !== 0) goTo(me.index + Math.sign(e.deltaY));
    };
    stage.current.addEventListener('wheel', wheel, { passive: false });
    const theme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => setWindow((before) => (before ? { ...before } : before));
    theme.addEventListener('change', redraw);
    return () => { me.over = true; seen.disconnect(); cancelAnimationFrame(me.frame); theme.removeEventListener('change', redraw); me.bitmap?.close(); };
  }, []);

  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      if (me.busy) return;
      if (me.index === last) goTo(0);
      else goTo(me.index + 1);
    }, PLAY_MILLIS);
    return () => clearInterval(timer);
  }, [playing]);
  useEffect(() => { drawSoon(); }, [axis, line]);
  // the first and the last row of a sinogram are half a turn apart, as most scans are
  const compared = image && (rows || { upper: 0, lower: image.height - 1 });
  const compare = async (given) => {
    try {
      const told = await decoder.ask('mirror', { which: stack.images[me.index], ...compared, axis: given });
      setMirror(told);
      if (given === null) setAxis(told.axis);
    } catch (e) {
      setTrouble(e.message);
    }
  };
  useEffect(() => {
    if (axis === null || !image) setMirror(null);
    else compare(axis);
  }, [axis, rows, image]);

  const pixel = (e) => {
    const box = stage.current.getBoundingClientRect();
    return { x: (e.clientX - box.left - me.view.x) / me.view.scale - 0.5, y: (e.clientY - box.top - me.view.y) / me.view.scale - 0.5 };
  };
  const measure = async (next) => {
    setLine(next);
    me.line = next;
    if (!next) { setProfile(null); return; }
    try {
      setProfile((await decoder.ask('profile', { which: stack.images[me.index], line: next })).profile);
    } catch (e) {
      setTrouble(e.message);
    }
  };
  const readValue = async (e) => {
    if (!me.view || !image || me.reading) return;
    const { x, y } = pixel(e);
    const column = Math.round(x);
    const row = Math.round(y);
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) { setPoint(null); return; }
    me.reading = true;
    try {
      setPoint({ column, row, value: (await decoder.ask('value', { which: stack.images[me.index], x: column, y: row })).value });
    } catch {
      setPoint(null);
    }
    me.reading = false;
  };
  const onDown = (e) => {
    if (!me.view) return;
    stage.current.focus();
    stage.current.setPointerCapture(e.pointerId);
    const kind = e.shiftKey || e.button === 2 ? 'window' : me.tool;
    me.drag = { kind, x: e.clientX, y: e.clientY, view: me.view, window: me.window, from: pixel(e) };
  };
  const onMove = (e) => {
    const { drag } = me;
    if (!drag) { readValue(e); return; }
    const right = e.clientX - drag.x;
    const down = e.clientY - drag.y;
    if (drag.kind === 'pan') {
      me.view = { ...me.view, x: drag.view.x + right, y: drag.view.y + down };
      drawSoon();
    } else if (drag.kind === 'window') {
      const wide = (drag.window.high - drag.window.low) * Math.exp(right / 200);
      const level = (drag.window.high + drag.window.low) / 2 + ((drag.window.high - drag.window.low) * down) / 300;
      changeWindow({ low: level - wide / 2, high: level + wide / 2 });
    } else {
      const to = pixel(e);
      measure({ x1: drag.from.x, y1: drag.from.y, x2: to.x, y2: to.y });
    }
  };
  const onKey = (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const done = {
      ArrowUp: () => goTo(me.index - 1), ArrowDown: () => goTo(me.index + 1), ArrowLeft: () => goTo(me.index - 1), ArrowRight: () => goTo(me.index + 1),
      PageUp: () => goTo(me.index - 10), PageDown: () => goTo(me.index + 10), Home: () => goTo(0), End: () => goTo(last),
      ' ': () => setPlaying(!playing), '+': () => zoom(1.25, ...middle()), '=': () => zoom(1.25, ...middle()), '-': () => zoom(0.8, ...middle()),
      0: fit, 1: () => zoom(1 / me.view.scale, ...middle()), a: automatic,
      p: () => setTool(tool === 'pan' ? 'line' : 'pan'),
      x: () => setAxis(axis === null && image ? (image.width - 1) / 2 : null),
    }[e.key];
    if (!done) return;
    e.preventDefault();
    done();
  };
  const level = window_ ? (window_.low + window_.high) / 2 : 0;
  const wide = window_ ? window_.high - window_.low : 1;
  const name = stack.images[index].name;
  return html`<div class="viewer"><div>
      <div ref=${stage} class=${'stage' + (tool === 'line' ? ' lines' : '')} tabindex="0" role="application" aria-label=${`${name}, ${index + 1} of ${last + 1}`} aria-describedby="slice-keys"
        onKeyDown=${onKey} onPointerDown=${onDown} onPointerMove=${onMove} onPointerUp=${() => { me.drag = null; }} onPointerLeave=${() => setPoint(null)} onDblClick=${fit} onContextMenu=${(e) => e.preventDefault()}>
        <canvas ref=${canvas}></canvas>
        <p class="readout">${name}${point ? `  column ${point.column}, row ${point.row}: ${short(point.value)}` : ''}</p></div>
      <div class="through"><button type="button" onClick=${() => setPlaying(!playing)} disabled=${last === 0} aria-pressed=${String(playing)}>${playing ? 'Stop' : 'Play'}</button>
        <input type="range" min="1" max=${last + 1} value=${index + 1} onInput=${(e) => goTo(Number(e.target.value) - 1)} aria-label="Through the stack" />
        <input type="number" min="1" max=${last + 1} value=${index + 1} onChange=${(e) => goTo(Number(e.target.value) - 1)} aria-label="Slice" /><span class="of">of ${last + 1}</span></div>
      ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
      <p id="slice-keys" class="keys">Wheel or arrow keys: through the stack. Ctrl and wheel, + and −: zoom; drag: move; 0: all of it; 1: pixel by pixel. Shift and drag: window and level; A: automatic.
        P: profile; X: axis; Space: play.</p></div>
    <aside aria-label="Values">${image && window_ ? html`<section><h2>Window</h2><${Histogram} image=${image} window=${window_} onWindow=${changeWindow} />
        <div class="numbers"><${Number_} id="slice-level" label="Level" value=${short(level)} onValue=${(given) => changeWindow({ low: given - wide / 2, high: given + wide / 2 })} />
          <${Number_} id="slice-window" label="Window" value=${short(wide)} onValue=${(given) => given > 0 && changeWindow({ low: level - given / 2, high: level + given / 2 })} /></div>
        <div class="actions"><button type="button" class="small" onClick=${automatic}>Automatic</button>
          <button type="button" class="small" onClick=${() => changeWindow({ low: image.min, high: image.max > image.min ? image.max : image.min + 1 })}>All values</button></div></section>
      <section><h2>View</h2><div class="actions"><button type="button" class="small" onClick=${() => zoom(0.8, ...middle())} aria-label="Smaller">−</button><button type="button" class="small" onClick=${() => zoom(1.25, ...middle())} aria-label="Larger">+</button>
        <button type="button" class="small" onClick=${fit}>All of it</button><button type="button" class="small" onClick=${() => me.view && zoom(1 / me.view.scale, ...middle())}>1:1</button></div></section>
      <section><h2>Profile</h2><div class="actions"><button type="button" class="small" aria-pressed=${String(tool === 'line')} onClick=${() => setTool(tool === 'pan' ? 'line' : 'pan')}>${tool === 'pan' ? 'Draw a line' : 'Done drawing'}</button>
          ${line ? html`<button type="button" class="small" onClick=${() => measure(null)}>Remove</button>`
            : html`<button type="button" class="small" onClick=${() => measure({ x1: 0, y1: (image.height - 1) / 2, x2: image.width - 1, y2: (image.height - 1) / 2 })}>Middle row</button>`}</div>
        ${line ? html`<div class="numbers">${[['x1', 'From column'], ['y1', 'row'], ['x2', 'To column'], ['y2', 'row']].map(([key, label]) => html`<${Number_} key=${key} id=${'slice-' + key} label=${label} value=${short(line[key])} onValue=${(given) => measure({ ...line, [key]: given })} />`)}</div>` : ''}
        ${profile ? html`<${Profile} values=${profile} />` : ''}</section>
      <section><h2>Axis</h2><label class="several"><input type="checkbox" checked=${axis !== null} onChange=${(e) => setAxis(e.target.checked ? (image.width - 1) / 2 : null)} /> show a column</label>
        ${axis !== null ? html`<div class="numbers"><${Number_} id="slice-axis" label="Column" step="0.25" value=${short(axis)} onValue=${setAxis} /></div>
          ${image.height > 1 ? html`<p class="hint">In a sinogram, rows half a turn apart mirror each other at the axis.</p>
            <div class="numbers"><${Number_} id="mirror-upper" label="Row" step="1" value=${compared.upper} onValue=${(given) => setRows({ ...compared, upper: given })} />
              <${Number_} id="mirror-lower" label="mirrored row" step="1" value=${compared.lower} onValue=${(given) => setRows({ ...compared, lower: given })} /></div>
            ${mirror ? html`<${Mirror} told=${mirror} />` : ''}
            <div class="actions"><button type="button" class="small" onClick=${() => compare(null)}>Find the column</button></div>` : ''}` : ''}</section>
      ${last > 0 ? html`<section><h2>Through the stack</h2><p class="hint">One row of every image, the first on top: of projections, that is a sinogram.</p>
        <div class="numbers"><${Number_} id="slice-row" label="Row" step="1" value=${row ?? Math.floor(image.height / 2)} onValue=${(given) => setRow(Math.max(0, Math.min(image.height - 1, Math.round(given))))} /></div>
        <div class="actions"><button type="button" class="small" onClick=${() => onRow(row ?? Math.floor(image.height / 2))}>Show it</button></div></section>` : ''}
      <section><h2>Image</h2><p class="hint">${image.width} × ${image.height} pixels</p>${image.description ? html`<pre tabindex="0" aria-label="Description">${image.description.trim()}</pre>` : ''}</section>` : html`<p class="hint">Reading…</p>`}</aside></div>`;
}

function Slices() {
  const { words } = useShared(route);
  const path = words[2] || '';
  const [typed, setTyped] = useState(path || sessionStorage.getItem(LAST) || '');
  const [found, setFound] = useState(null);
  const [trouble, setTrouble] = useState('');
  const decoder = useRef(null);
  const timer = useRef(0);
  const [making, setMaking] = useState(null);
  if (!decoder.current) decoder.current = startDecoder();
  useEffect(() => () => { clearTimeout(timer.current); decoder.current.end(); decoder.current = null; }, []);
  useEffect(() => {
    setFound(null);
    setTrouble('');
    if (!path) return undefined;
    let over = false;
    setTyped(path);
    findStacks(decoder.current, path).then((stacks) => {
      if (over) return;
      sessionStorage.setItem(LAST, path);
      setFound({ ...stacks, at: words[3] ? Math.max(0, Math.min(stacks.chosen.images.length - 1, Number(words[3]) - 1 || 0)) : stacks.at });
    }).catch((e) => { if (!over) setTrouble(e.message); });
    return () => { over = true; };
  }, [path]);
  const openPath = (wanted) => { if (wanted.trim()) go('panel', 'slices', wanted.trim()); };
  const choose = async () => {
    const chosen = await chooseFile({ kind: 'file', extensions: ENDINGS, at: typed, title: 'a slice, or a volume' });
    if (chosen) openPath(chosen);
  };
  const onRow = async (row) => {
    const of = found.chosen;
    setTrouble('');
    setMaking(0);
    try {
      await decoder.current.ask('through', { stack: of.images, row, onPart: setMaking });
      const name = `row ${row} of ${of.images.length} images`;
      setFound({ ...found, made: { name, images: [{ made: true, path: '', size: 0, page: 0, name }] } });
    } catch (e) {
      setTrouble(e.message);
    }
    setMaking(null);
  };
  const onIndex = (index) => {
    if (found?.made) return;
    // the address follows when the stack rests
    clearTimeout(timer.current);
    timer.current = setTimeout(() => goBeside('panel', 'slices', path, String(index + 1)), 300);
  };
  return html`<div class="slices"><form onSubmit=${(e) => { e.preventDefault(); openPath(typed); }}><h1>Slices</h1>
      <label class="unseen" for="slices-path">Folder or file</label><input id="slices-path" type="text" value=${typed} onInput=${(e) => setTyped(e.target.value)} placeholder="A folder of slices, or a TIFF file" spellcheck="false" />
      <button type="submit">Open</button><button type="button" onClick=${choose}>Choose…</button>
      ${found && found.stacks.length > 1 ? html`<label class="unseen" for="slices-stack">Stack</label><select id="slices-stack" value=${String(found.stacks.indexOf(found.chosen))}
        onChange=${(e) => setFound({ ...found, made: null, chosen: found.stacks[Number(e.target.value)], at: 0 })}>${found.stacks.map((stack, i) => html`<option value=${String(i)}>${stack.name} (${stack.images.length})</option>`)}</select>` : ''}</form>
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    ${making !== null ? html`<p class="line"><progress max="1" value=${making} aria-label="Rows that were read"></progress> <span class="hint">Reading a row of each image…</span></p>` : ''}
    ${found?.made ? html`<p class="line"><button type="button" onClick=${() => setFound({ ...found, made: null })}>Back to the images</button> <strong>${found.made.name}</strong></p>
      <${Viewer} key=${path + found.made.name} decoder=${decoder.current} stack=${found.made} begin=${0} onIndex=${onIndex} />`
      : found ? html`<${Viewer} key=${path + found.chosen.name} decoder=${decoder.current} stack=${found.chosen} begin=${found.at} onIndex=${onIndex} onRow=${onRow} />`
      : path && !trouble ? html`<p class="hint">Reading…</p>` : trouble ? '' : html`<p class="hint">Open a folder of slices in TIFF, such as one into which the files of a <a href=${address('panel', 'jobs')}>job</a> were fetched.</p>`}</div>`;
}

customElements.define('mantle-slices', class extends HTMLElement {
  connectedCallback() { render(html`<${Slices} />`, this); }

  disconnectedCallback() { render(null, this); }
});
