// One widget for each kind of property. Each shows the value that is given, or else the present default.
import { html, useEffect, useRef, useState, call, query } from './base.js';
import { chooseFile } from './files.js';

const shownText = (value, state) => {
  if (value === undefined || value === null) return state?.text ?? '';
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

export function Widget(props) {
  const { field, value, state } = props;
  const [several, setSeveral] = useState(Array.isArray(value) && field.loops);
  if (field.loops) {
    const one = () => {
      setSeveral(false);
      if (Array.isArray(value)) props.onValue(value[0] ?? '');
    };
    return html`<div class="looped">${several ? html`<${Lines} ...${props} />` : html`<${Single} ...${props} />`}
      <label class="several"><input type="checkbox" checked=${several} onChange=${(e) => (e.target.checked ? setSeveral(true) : one())} /> several, a run for each</label></div>`;
  }
  return html`<${Single} ...${props} />`;
}

function Single(props) {
  switch (props.field.widget) {
    case 'secret': return html`<${SecretLine} ...${props} />`;
    case 'truth': return html`<${Truth} ...${props} />`;
    case 'choice': return html`<${Combo} ...${props} options=${props.field.allowedValues} />`;
    case 'lines': return html`<${Lines} ...${props} />`;
    case 'map': return html`<${Names} ...${props} />`;
    case 'date-time': return html`<${DateTime} ...${props} />`;
    case 'open-file': case 'open-files': case 'save-file': case 'directory': return html`<${FileLine} ...${props} />`;
    case 'object': return html`<${ObjectName} ...${props} />`;
    case 'none': return html`<p class="hint" id=${props.id}>Only a program can give this.</p>`;
    default: return html`<${Line} ...${props} />`;
  }
}

const common = ({ id, required, invalid, described }) => ({
  id, 'aria-required': required ? 'true' : null, 'aria-invalid': invalid ? 'true' : null, 'aria-describedby': described,
});

/** An empty field whose default is nothing is one that is not given. */
const give = (text, { state, value, onValue, onReset, field }) => {
  const nothing = field.default === null || field.default === '' || field.default === undefined;
  if (text === '' && nothing && !field.defaultRule) onReset();
  else onValue(text);
};

function Line(props) {
  const number = props.field.widget === 'number';
  const text = shownText(props.value, props.state);
  if (text.includes('\n')) {
    return html`<textarea ...${common(props)} rows="4" value=${text} onInput=${(e) => give(e.target.value, props)}></textarea>`;
  }
  return html`<input ...${common(props)} type="text" inputmode=${number ? 'decimal' : null} class=${number ? 'number' : ''} spellcheck="false"
    value=${text} onInput=${(e) => give(e.target.value, props)} />`;
}

function SecretLine(props) {
  return html`<input ...${common(props)} type="password" autocomplete="new-password" value=${props.secret || ''} onInput=${(e) => props.onSecret(e.target.value)} />`;
}

function Truth(props) {
  const text = shownText(props.value, props.state).toLowerCase();
  return html`<input ...${common(props)} type="checkbox" checked=${text === 'true' || text === '1'} onChange=${(e) => props.onValue(e.target.checked)} />`;
}

/** Several texts, each on its line. */
function Lines(props) {
  const given = props.value === undefined ? props.state?.value : props.value;
  const list = Array.isArray(given) ? given.map(String) : null;
  const text = list ? list.join('\n') : shownText(props.value, props.state);
  const lines = Math.min(8, Math.max(2, text.split('\n').length + 1));
  const onInput = (e) => {
    const entries = e.target.value === '' ? [] : e.target.value.split('\n');
    if (entries.length === 0) props.onReset();
    else props.onValue(entries);
  };
  return html`<textarea ...${common(props)} rows=${lines} placeholder="one on each line" spellcheck="false" value=${text} onInput=${onInput}></textarea>`;
}

const plain = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const meant = (text) => {
  if (/^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(text.trim()) || /^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (e) {
      return text;
    }
  }
  return text;
};

/** Names with values. */
function Names(props) {
  const given = props.value === undefined ? props.state?.value : props.value;
  const isMap = given && typeof given === 'object' && !Array.isArray(given);
  const [rows, setRows] = useState(() => (isMap ? Object.entries(given).map(([name, value]) => [name, plain(value)]) : []));
  const sent = useRef(JSON.stringify(given));
  useEffect(() => {
    if (isMap && JSON.stringify(given) !== sent.current) setRows(Object.entries(given).map(([name, value]) => [name, plain(value)]));
    if (given === undefined || given === null) setRows([]);
    sent.current = JSON.stringify(given);
  }, [JSON.stringify(given)]);
  const change = (next) => {
    setRows(next);
    const map = Object.fromEntries(next.filter(([name]) => name !== '').map(([name, text]) => [name, meant(text)]));
    sent.current = JSON.stringify(map);
    if (next.length === 0) props.onReset();
    else props.onValue(map);
  };
  return html`<div class="names" role="group" aria-label=${props.field.name}>
    ${rows.map(([name, text], i) => html`<div class="pair">
      <input type="text" ...${i === 0 ? common(props) : {}} aria-label=${props.field.name + ': name ' + (i + 1)} placeholder="name" value=${name} onInput=${(e) => change(rows.map((r, j) => (i === j ? [e.target.value, r[1]] : r)))} />
      <input type="text" aria-label=${props.field.name + ': value ' + (i + 1)} placeholder="value" value=${text} onInput=${(e) => change(rows.map((r, j) => (i === j ? [r[0], e.target.value] : r)))} />
      <button type="button" class="quiet" aria-label=${'Remove ' + (name || 'row ' + (i + 1))} onClick=${() => change(rows.filter((r, j) => j !== i))}>×</button></div>`)}
    <button type="button" id=${rows.length === 0 ? props.id : null} class="small" onClick=${() => setRows([...rows, ['', '']])}>Add a value</button></div>`;
}

function DateTime(props) {
  const text = shownText(props.value, props.state);
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? text.slice(0, 16) : '';
  return html`<div class="beside"><input ...${common(props)} type="text" spellcheck="false" placeholder="2026-01-31T12:00:00Z" value=${text} onInput=${(e) => give(e.target.value, props)} />
    <input type="datetime-local" class="picker" aria-label=${'Choose ' + props.field.name} value=${local} onChange=${(e) => e.target.value && props.onValue(e.target.value + (e.target.value.length === 16 ? ':00' : '') + 'Z')} /></div>`;
}

/** A choice into which one can type. */
export function Combo(props) {
  const { id, options, field } = props;
  const text = shownText(props.value, props.state);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(false);
  const [at, setAt] = useState(-1);
  const box = useRef(null);
  const wanted = typed ? text.trim().toLowerCase() : '';
  const seen = options.filter((option) => option.toLowerCase().includes(wanted)).slice(0, 200);
  const choose = (option) => {
    props.onValue(option);
    setOpen(false);
    setTyped(false);
  };
  const show = () => {
    setTyped(false);
    setOpen(true);
    setAt(options.indexOf(text));
  };
  useEffect(() => {
    if (open && at >= 0) document.getElementById(id + '-' + at)?.scrollIntoView({ block: 'nearest' });
  }, [open, at]);
  const onKey = (e) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!open) show();
      else setAt(Math.max(0, Math.min(seen.length - 1, at + (e.key === 'ArrowDown' ? 1 : -1))));
    } else if (e.key === 'Enter' && open && at >= 0 && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      choose(seen[at]);
    } else if (e.key === 'Escape' && open) {
      e.preventDefault();
      setOpen(false);
    } else if (e.key === 'Tab') setOpen(false);
  };
  const shown = open && seen.length > 0;
  return html`<div class="combo" ref=${box} onFocusOut=${(e) => { if (!box.current.contains(e.relatedTarget)) setOpen(false); }}>
    <input ...${common(props)} type="text" role="combobox" aria-autocomplete="list" aria-expanded=${String(shown)} aria-controls=${id + '-list'} spellcheck="false"
      aria-activedescendant=${shown && at >= 0 ? id + '-' + at : null} value=${text} onClick=${show} onKeyDown=${onKey}
      onInput=${(e) => { setTyped(true); setOpen(true); setAt(-1); give(e.target.value, props); }} />
    <button type="button" class="quiet" tabindex="-1" aria-hidden="true" onMouseDown=${(e) => { e.preventDefault(); open ? setOpen(false) : show(); box.current.querySelector('input').focus(); }}>▾</button>
    <ul role="listbox" id=${id + '-list'} aria-label=${field.name} hidden=${!shown}>${shown ? seen.map((option, i) => html`<li role="option" id=${id + '-' + i} key=${option}
      aria-selected=${String(i === at)} onMouseDown=${(e) => { e.preventDefault(); choose(option); }}>${option}</li>`) : ''}</ul></div>`;
}

/** The name of an object of the host: those that are there, and a new one where the run leaves it. */
function ObjectName(props) {
  const [names, setNames] = useState([]);
  const { algorithm, field } = props;
  const load = async () => {
    try {
      const there = await call('GET', query('/api/objects', { algorithm: algorithm.name, version: algorithm.version, property: field.name }));
      setNames(there.map((object) => object.name));
    } catch (e) {
      // what is typed is checked all the same
    }
  };
  useEffect(() => { load(); }, []);
  return html`<div class="beside" onFocusIn=${load}><${Combo} ...${props} options=${names} />${names.length === 0 && !field.writes ? html`<span class="hint">none is there</span>` : ''}</div>`;
}

function FileLine(props) {
  const { field } = props;
  const kind = field.widget;
  const text = shownText(props.value, props.state);
  const choose = async () => {
    const last = kind === 'open-files' ? text.split(/[,+]/).pop().trim() : text;
    const chosen = await chooseFile({ kind, extensions: field.extensions, at: last, title: field.name });
    if (chosen === null) return;
    if (kind === 'open-files' && text.trim() !== '' && text !== state_(props)) props.onValue(text.replace(/[,\s]*$/, '') + ',' + chosen);
    else props.onValue(chosen);
  };
  return html`<div class="beside"><input ...${common(props)} type="text" class="path" spellcheck="false" value=${text} onInput=${(e) => give(e.target.value, props)} />
    <button type="button" class="small" aria-label=${(kind === 'save-file' ? 'Save as: ' : 'Choose: ') + field.name} onClick=${choose}>${kind === 'save-file' ? 'Save as…' : 'Choose…'}</button></div>`;
}

const state_ = ({ field }) => (typeof field.default === 'string' ? field.default : '');
