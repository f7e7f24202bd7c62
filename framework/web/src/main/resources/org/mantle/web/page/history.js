// The history: what ran, found again by name and date, and run again as it was or with changes.
import { html, useEffect, useState, call, query, useDelayed, address, go, duration, time, onEvent, CallError } from './base.js';
import { stateClass, noteSent } from './runs.js';
import { openForm } from './form.js';

const FORMS = [['python', 'Python'], ['shell', 'Shell'], ['java', 'Java'], ['json', 'JSON'], ['provenance', 'Provenance']];
const last = { text: '', from: '', until: '' };

/** Runs a record again; when it needs what was not kept, such as a password, its form is opened instead. */
export async function again(id, onTrouble) {
  try {
    const run = await call('POST', '/api/history/' + encodeURIComponent(id) + '/again', {});
    noteSent(run, {});
    go('runs', String(run.id));
  } catch (e) {
    if (e instanceof CallError && e.problems.length) await withChanges(id, onTrouble);
    else onTrouble(e.message);
  }
}

export async function withChanges(id, onTrouble) {
  try {
    const record = await call('GET', '/api/history/' + encodeURIComponent(id));
    openForm(record.algorithm, record.version, record.values, 'history');
  } catch (e) {
    onTrouble(e.message);
  }
}

export function HistoryView({ id }) {
  if (id) return html`<${RecordView} key=${id} id=${id} />`;
  const [asked, setAsked] = useState({ ...last });
  const [found, setFound] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [picked, setPicked] = useState(new Set());
  const load = async () => {
    try {
      setFound(await call('GET', query('/api/history', last)));
      setTrouble('');
    } catch (e) {
      setTrouble(e.message);
    }
  };
  const loadSoon = useDelayed(load, 120);
  useEffect(() => {
    load();
    const heard = [onEvent('ended', loadSoon), onEvent('back', loadSoon)];
    return () => heard.forEach((end) => end());
  }, []);
  const ask = (part) => {
    Object.assign(last, part);
    setAsked({ ...last });
    loadSoon();
  };
  const pick = (each, on) => {
    const next = new Set(picked);
    if (on) next.add(each);
    else next.delete(each);
    setPicked(next);
  };
  const exported = (form) => query('/api/history/export', picked.size ? { form, id: [...picked] } : { form, ...last });
  return html`<div class="page"><h1>History</h1>
    <div class="line filters"><label>Find <input id="history-text" type="search" placeholder="name, input or error" value=${asked.text} onInput=${(e) => ask({ text: e.target.value })} /></label>
      <label>from <input id="history-from" type="date" value=${asked.from} onInput=${(e) => ask({ from: e.target.value })} /></label>
      <label>until <input id="history-until" type="date" value=${asked.until} onInput=${(e) => ask({ until: e.target.value })} /></label></div>
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    ${(found?.faults || []).map((fault) => html`<p class="warning">${fault}</p>`)}
    ${found && found.records.length === 0 ? html`<p class="hint">${asked.text || asked.from || asked.until ? 'Nothing fits.' : 'Nothing has run yet.'}</p>` : ''}
    ${found && found.records.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="What ran"><table class="records">
      <thead><tr><th scope="col"><span class="unseen">Pick</span></th><th scope="col">Algorithm</th><th scope="col">State</th><th scope="col">Begun</th><th scope="col">Took</th><th scope="col">Inputs</th><th scope="col"><span class="unseen">Again</span></th></tr></thead>
      <tbody>${found.records.map((record) => html`<tr key=${record.id}>
        <td><input type="checkbox" aria-label=${'Pick ' + record.algorithm + ' of ' + time(record.started)} checked=${picked.has(record.id)} onChange=${(e) => pick(record.id, e.target.checked)} /></td>
        <th scope="row"><a href=${address('history', record.id)}>${record.algorithm}</a>${record.children ? html` <span class="tag">${record.children} inside</span>` : ''}</th>
        <td><span class=${stateClass(record.state)}>${record.state}</span></td><td>${time(record.started)}</td><td>${duration(record.millis)}</td>
        <td class="inputs">${record.error ? html`<span class="error">${record.error}</span>` : record.inputs}</td>
        <td class="buttons"><button type="button" class="small" onClick=${() => again(record.id, setTrouble)}>Again</button> <button type="button" class="small" onClick=${() => withChanges(record.id, setTrouble)}>Change…</button></td></tr>`)}</tbody></table></div>
      <p class="foot">${found.count > found.records.length ? `The last ${found.records.length} of ${found.count}. ` : ''}${picked.size ? picked.size + ' picked' : 'All that is found'} as ${FORMS.map(([form, title], i) => html`${i ? ', ' : ''}<a href=${exported(form)} download>${title}</a>`)}</p>` : ''}</div>`;
}

function RecordView({ id }) {
  const [record, setRecord] = useState(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    call('GET', '/api/history/' + encodeURIComponent(id)).then(setRecord).catch((e) => setTrouble(e.message));
  }, [id]);
  const r = record;
  const words = (value) => {
    if (typeof value === 'string') return value;
    // texts stand below each other, and numbers beside each other
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('\n');
    return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value.join(', ') : JSON.stringify(value);
  };
  const pairs = (map) => html`<dl class="facts">${Object.entries(map).map(([name, value]) => html`<dt>${name}</dt><dd class=${words(value).includes('\n') ? 'long' : ''}>${words(value)}</dd>`)}</dl>`;
  return html`<div class="page"><p class="back"><a href="#/history">‹ History</a></p>
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    ${r ? html`<h1>${r.algorithm} <span class="tag">v${r.version}</span></h1>
      <p><span class=${stateClass(r.state)}>${r.state}</span> <span class="when">${time(r.started)} · ${duration(r.millis)}</span></p>
      <p class="actions">${r.runnable ? html`<button type="button" class="primary" onClick=${() => again(id, setTrouble)}>Run again</button> <button type="button" onClick=${() => withChanges(id, setTrouble)}>Change and run again</button>` : html`<span class="hint">This algorithm is not here any more.</span>`}
        ${FORMS.map(([form, title]) => html` <a href=${query('/api/history/export', { form, id })} download>${title}</a>`)}</p>
      ${r.error ? html`<p class="problem">${r.error}</p>` : ''}
      <h2>Inputs that were not defaults</h2>${Object.keys(r.inputTexts).length ? pairs(r.inputTexts) : html`<p class="hint">None.</p>`}
      <h2>Outputs</h2>${Object.keys(r.record.outputs || {}).length ? pairs(r.record.outputs) : html`<p class="hint">None.</p>`}
      ${(r.record.warnings || []).length ? html`<h2>Log</h2><div class="log">${r.record.warnings.map((line) => html`<div class=${'line ' + line.level}><time>${time(line.time)}</time> <b>${line.level}</b> <span>${line.text}</span></div>`)}</div>` : ''}
      ${r.childRuns.length ? html`<h2>Ran inside it</h2><ul class="children">${r.childRuns.map((child) => html`<li>${child.algorithm} <span class=${stateClass(child.state)}>${child.state}</span> ${duration(child.millis)} <span class="inputs">${child.inputs}</span></li>`)}</ul>` : ''}` : trouble ? '' : html`<p class="hint loading">…</p>`}</div>`;
}
