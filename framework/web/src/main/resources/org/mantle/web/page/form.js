// The dialog of an algorithm: its fields, what is wrong with them as one types, the call as text, and its runs.
import {
  html, useEffect, useRef, useState, call, query, shared, useShared, useDelayed, go, address, announce, copy, onEvent, route, CallError, focusSearch,
} from './base.js';
import { Widget } from './widgets.js';
import { RunCard, noteSent } from './runs.js';
import { openTable } from './table.js';

const KEPT = 'mantle-forms';
let nextId = Date.now();

// what is typed outlives a reload of the page; a secret lives in memory alone
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) || '[]').map((form) => ({ ...form, secrets: {}, runs: form.runs || [] }));
  } catch (e) {
    return [];
  }
}

/** The forms that are open: {id, algorithm, version, values, from, secrets, runs}. */
export const forms = shared(kept());
forms.listen((all) => {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(all.map(({ secrets, ...rest }) => rest)));
  } catch (e) {
    // a full store keeps less, and the page works on
  }
});

const change = (id, with_) => forms.set(forms.get().map((form) => (form.id === id ? { ...form, ...with_(form) } : form)));

/** Keeps the focus where it is: were the words of its field folded up, the button would move away from under the pointer. */
const stay = (e) => e.preventDefault();

/**
 * Opens a form; without values it offers what was given the last time.
 * @param from where the values come from: 'history' or 'given'
 */
export function openForm(algorithm, version, values, from) {
  const already = forms.get().find((form) => form.algorithm === algorithm && form.version === version && !values);
  if (already) {
    go('form', already.id);
    return;
  }
  nextId += 1;
  const id = nextId.toString(36);
  const origin = Object.fromEntries(Object.keys(values || {}).map((name) => [name, from]));
  forms.set([...forms.get(), { id, algorithm, version, values: values || null, from: origin, secrets: {}, runs: [] }]);
  go('form', id);
}

export function closeForm(id) {
  const form = forms.get().find((each) => each.id === id);
  forms.set(forms.get().filter((each) => each.id !== id));
  if (form) go('algorithm', form.algorithm, ...(form.version ? [String(form.version)] : []));
  focusSearch();
}

export function FormTabs() {
  const all = useShared(forms);
  const { words } = useShared(route);
  if (all.length === 0) return '';
  return html`<nav class="tabs" aria-label="Open forms">${all.map((form) => html`<span class=${'tab' + (words[0] === 'form' && words[1] === form.id ? ' current' : '')}>
    <a href=${address('form', form.id)} aria-current=${words[0] === 'form' && words[1] === form.id ? 'page' : null}>${form.algorithm}${form.version ? ' v' + form.version : ''}</a>
    <button class="quiet" aria-label=${'Close the form of ' + form.algorithm} title="Close" onClick=${() => closeForm(form.id)}>×</button></span>`)}</nav>`;
}

const words = { remembered: 'remembered', history: 'from the history', given: 'given' };

export function FormView({ id }) {
  const all = useShared(forms);
  const form = all.find((each) => each.id === id);
  const [algorithm, setAlgorithm] = useState(null);
  const [states, setStates] = useState(new Map());
  const [problems, setProblems] = useState([]);
  const [trouble, setTrouble] = useState('');
  const [touched, setTouched] = useState(new Set());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const looked = useRef(0);
  const root = useRef(null);

  const body = (current) => ({ algorithm: current.algorithm, version: current.version, values: current.values || {}, secrets: Object.keys(current.secrets) });
  const look = async () => {
    const current = forms.get().find((each) => each.id === id);
    if (!current) return;
    looked.current += 1;
    const mine = looked.current;
    try {
      const answer = await call('POST', '/api/form', body(current));
      if (mine !== looked.current) return;
      setStates(new Map(answer.fields.map((field) => [field.name, field])));
      setProblems(answer.problems);
      setTrouble('');
    } catch (e) {
      if (mine === looked.current) setTrouble(e.message);
    }
  };
  const lookSoon = useDelayed(look, 80);
  const focusFirst = () => {
    if (root.current && !root.current.contains(document.activeElement)) {
      root.current.querySelector('.field input:not([type=hidden]), .field textarea, .field select')?.focus();
    }
  };
  const load = async (first) => {
    // as it is now: this is called long after it was made
    const current = () => forms.get().find((each) => each.id === id);
    if (!current()) return;
    try {
      const answer = await call('GET', query('/api/algorithm', { name: current().algorithm, version: current().version }));
      if (current() && !current().values) {
        const from = Object.fromEntries(Object.keys(answer.remembered).map((name) => [name, 'remembered']));
        change(id, () => ({ values: answer.remembered, from }));
      }
      // which fields there are is known before they are drawn, so that none goes away from under a hand
      await look();
      setAlgorithm(answer);
      if (first) requestAnimationFrame(focusFirst);
    } catch (e) {
      setTrouble(e.message);
    }
  };
  useEffect(() => {
    load(true);
    const heard = [onEvent('registry', () => load(false)), onEvent('objects', look), onEvent('back', () => load(false)),
      onEvent('ended', look)];
    return () => heard.forEach((end) => end());
  }, [id]);

  if (!form) return '';
  if (!algorithm) return html`<div class="form">${trouble ? html`<p class="problem" role="alert">${trouble}</p>
    <p><button onClick=${() => closeForm(id)}>Close</button></p>` : html`<p class="hint loading">…</p>`}</div>`;

  const values = form.values || {};
  const set = (name, value) => {
    setTouched(new Set(touched).add(name));
    change(id, (old) => ({ values: { ...old.values, [name]: value }, from: { ...old.from, [name]: 'given' } }));
    lookSoon();
  };
  const reset = (name) => {
    change(id, (old) => {
      const { [name]: gone, ...rest } = old.values || {};
      const { [name]: secret, ...others } = old.secrets;
      return { values: rest, secrets: others };
    });
    lookSoon();
  };
  const setSecret = (name, text) => {
    setTouched(new Set(touched).add(name));
    change(id, (old) => {
      const { [name]: gone, ...others } = old.secrets;
      return { secrets: text === '' ? others : { ...others, [name]: text } };
    });
    lookSoon();
  };

  const run = async (keepsOpen) => {
    setTried(true);
    setBusy(true);
    const current = forms.get().find((each) => each.id === id);
    try {
      if (Object.keys(current.secrets).length > 0) {
        // a secret is sent once: not with a run that would be refused
        const answer = await call('POST', '/api/form', body(current));
        if (answer.problems.length > 0) throw new CallError(400, answer);
      }
      const started = await call('POST', '/api/runs', { ...body(current), secrets: current.secrets });
      change(id, (old) => ({ secrets: {}, runs: keepsOpen ? [started.id, ...old.runs].slice(0, 20) : old.runs }));
      noteSent(started, current.values);
      announce(current.algorithm + ' runs');
      if (keepsOpen) {
        setTried(false);
        setTouched(new Set());
        look();
        requestAnimationFrame(() => root.current?.querySelector('.run')?.scrollIntoView({ block: 'nearest' }));
      } else {
        forms.set(forms.get().filter((each) => each.id !== id));
        go('runs', String(started.id));
      }
    } catch (e) {
      if (e instanceof CallError && e.problems.length > 0) {
        setProblems(e.problems);
        setTrouble('');
        announce(e.problems.length === 1 ? '1 problem' : e.problems.length + ' problems');
        requestAnimationFrame(() => {
          const wrong = root.current?.querySelector('.field.wrong :is(input, textarea, select)') || root.current?.querySelector('.whole');
          wrong?.focus();
        });
      } else setTrouble(e.message);
    } finally {
      setBusy(false);
    }
  };

  const fields = algorithm.fields.filter((field) => states.get(field.name)?.visible ?? true);
  const known = new Set(fields.map((field) => field.name));
  const of = (name) => problems.filter((problem) => problem.property === name);
  // what is only missing is no fault before somebody has been there
  const isShown = (problem) => problem.code !== 'missing' || tried || touched.has(problem.property);
  const whole = problems.filter((problem) => !known.has(problem.property));
  const groups = [];
  for (const field of fields) {
    if (groups.length === 0 || groups[groups.length - 1].title !== field.group) groups.push({ title: field.group, fields: [] });
    groups[groups.length - 1].fields.push(field);
  }
  const onKey = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run(event.shiftKey);
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      go('algorithm', form.algorithm, ...(form.version ? [String(form.version)] : []));
      focusSearch();
    }
  };

  return html`<form class="form" ref=${root} onKeyDown=${onKey} onSubmit=${(event) => { event.preventDefault(); run(false); }} aria-label=${form.algorithm} novalidate autocomplete="off">
    <header>
      <p class="back"><a href="#/">‹ Algorithms</a></p>
      <h1>${algorithm.name} <span class="tag">v${algorithm.version}</span></h1>
      <a class="about" href=${address('algorithm', form.algorithm, ...(form.version ? [String(form.version)] : []))}>What it does</a>
    </header>
    <p class="summary">${algorithm.summary}</p>
    ${groups.map((group) => html`<fieldset>${group.title ? html`<legend>${group.title}</legend>` : ''}
      ${group.fields.map((field) => html`<${Field} key=${field.name} form=${form} algorithm=${algorithm} field=${field} state=${states.get(field.name)}
        problems=${of(field.name).filter(isShown)} value=${values[field.name]} secret=${form.secrets[field.name]}
        origin=${field.name in values ? words[form.from[field.name]] || 'given' : ''}
        onValue=${(value) => set(field.name, value)} onReset=${() => reset(field.name)} onSecret=${(text) => setSecret(field.name, text)} />`)}
    </fieldset>`)}
    ${fields.length === 0 ? html`<p class="hint">It needs nothing.</p>` : ''}
    ${whole.length > 0 ? html`<ul class="problem whole" tabindex="-1">${whole.map((problem) => html`<li>${problem.property ? problem.property + ': ' : ''}${problem.message}
      ${problem.property in values ? html` <button type="button" class="quiet" onClick=${() => reset(problem.property)}>Leave it out</button>` : ''}</li>`)}</ul>` : ''}
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    <div class="actions" onMouseDown=${stay}>
      <button type="submit" class=${'primary' + (problems.length ? ' wanting' : '')} disabled=${busy}>Run <kbd>Ctrl ↵</kbd></button>
      <button type="button" disabled=${busy} onClick=${() => run(true)}>Run and keep open</button>
      <button type="button" onClick=${() => openTable(form, algorithm.fields, fields)}>Many at once…</button>
      <button type="button" onClick=${() => closeForm(id)}>Cancel</button>
      <span class="wants" aria-live="polite">${problems.length === 0 ? '' : problems.length === 1 ? '1 input to look at' : problems.length + ' inputs to look at'}</span>
    </div>
    ${form.runs.map((run_) => html`<${RunCard} key=${run_} id=${run_} />`)}
    <${CallText} form=${form} body=${body} />
  </form>`;
}

export function Field({ form, algorithm, field, state, problems, value, secret, origin, onValue, onReset, onSecret }) {
  const required = state?.required;
  const input = 'in-' + form.id + '-' + field.name.replace(/[^A-Za-z0-9]/g, '_');
  const missing = required && !(field.name in (form.values || {})) && (state?.text === null || state?.text === '') && !secret;
  // of the words that one line cuts off, the pointer gets a tip, since a line that grew under it would move what it is on its way to
  const documentation = field.documentation && field.documentation + (field.defaultRule ? ' Default: ' + field.defaultRule + '.' : '');
  const described = [field.documentation ? input + '-doc' : '', problems.length ? input + '-wrong' : ''].filter(Boolean).join(' ');
  return html`<div class=${'field' + (problems.length ? ' wrong' : '') + (field.widget === 'truth' ? ' truth' : '')}>
    <label for=${input}>${field.name}${field.unit ? html` <span class="unit">${field.unit}</span>` : ''}</label>
    <div class="value">
      <${Widget} id=${input} field=${field} state=${state} value=${value} secret=${secret} algorithm=${algorithm} required=${required}
        invalid=${problems.length > 0} described=${described || null} onValue=${onValue} onReset=${onReset} onSecret=${onSecret} />
      ${problems.length ? html`<ul class="problem" id=${input + '-wrong'}>${problems.map((problem) => html`<li>${problem.message}
        ${problem.nearest !== null && !field.secret ? html` <button type="button" class="nearest" onClick=${() => onValue(problem.nearest)}>Use ${problem.nearest}</button>` : ''}</li>`)}</ul>` : ''}
      ${field.documentation ? html`<p class="doc" id=${input + '-doc'} title=${documentation}>${documentation}</p>` : ''}
    </div>
    <div class="origin">${field.widget === 'none' ? '' : origin ? html`<span>${origin}</span><button type="button" class="quiet" onClick=${onReset}
        aria-label=${'Back to the default of ' + field.name} title="Back to the default">↺</button>`
      : missing ? html`<span class="needed">needed</span>` : field.secret || state?.text === '' || state?.text === null || state?.text === undefined ? '' : html`<span>default</span>`}</div>
  </div>`;
}

const TEXTS = [['commandLine', 'Command line'], ['python', 'Python'], ['java', 'Java'], ['json', 'JSON'], ['http', 'HTTP']];

function CallText({ form, body }) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState('commandLine');
  const [texts, setTexts] = useState(null);
  const [copied, setCopied] = useState(false);
  const ask = useDelayed(async () => {
    try {
      setTexts(await call('POST', '/api/call', body(form)));
    } catch (e) {
      setTexts(null);
    }
  }, 150);
  const filled = JSON.stringify([form.values, Object.keys(form.secrets)]);
  useEffect(() => {
    setCopied(false);
    if (open) ask();
  }, [open, filled]);
  const names = TEXTS.map(([name]) => name);
  const onKey = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = names[(names.indexOf(kind) + step + names.length) % names.length];
    setKind(next);
    event.preventDefault();
    document.getElementById('call-' + next)?.focus();
  };
  return html`<details class="call" open=${open} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>This call as text</summary>
    ${open ? html`<div role="tablist" aria-label="Form of the text" onKeyDown=${onKey}>${TEXTS.map(([name, title]) => html`<button type="button" role="tab"
        id=${'call-' + name} aria-selected=${String(name === kind)} aria-controls="call-text" tabindex=${name === kind ? 0 : -1} onClick=${() => { setKind(name); setCopied(false); }}>${title}</button>`)}</div>
      <button type="button" class="copy small" disabled=${!texts} onClick=${() => { copy(texts[kind]); setCopied(true); }}>${copied ? 'Copied' : 'Copy'}</button>
      <div role="tabpanel" id="call-text" aria-labelledby=${'call-' + kind}><pre tabindex="0">${texts ? texts[kind] : '…'}</pre></div>` : ''}
  </details>`;
}
