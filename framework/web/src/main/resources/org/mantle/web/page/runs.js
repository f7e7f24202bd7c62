// The runs of the host: what is under way, how far it is, what it says, and what it gave.
import { html, useEffect, useRef, useState, call, useShared, runs, onEvent, address, duration, time, query, go } from './base.js';

/** What was sent with a run that this page started, so that it can be changed and sent again; never a secret. */
const sent = new Map();
export function noteSent(run, values) {
  sent.set(run.id, values);
  takeRun(run);
}

export function takeRun(run) {
  // answers may come after later events
  if (runs.get().get(run.id)?.ended && !run.ended) return;
  const next = new Map(runs.get());
  next.set(run.id, { ...next.get(run.id), ...run });
  runs.set(next);
}

export async function loadRuns() {
  const all = await call('GET', '/api/runs');
  runs.set(new Map(all.reverse().map((run) => [run.id, run])));
}

const isNumber = (cell) => /^-?[\d.]+(e[+-]?\d+)?$/i.test(cell ?? '');

export const stateClass = (state) => 'state ' + state.toLowerCase();

function Progress({ run }) {
  const { progress } = run;
  if (run.ended) return '';
  const known = progress?.fraction !== undefined;
  return html`<div class="progress"><progress max="1" value=${known ? progress.fraction : undefined} aria-label=${'Progress of ' + run.algorithm}></progress>
    <span>${known ? Math.floor(progress.fraction * 100) + ' %' : ''}${progress?.total > 0 ? ` ${progress.done} of ${progress.total} ${progress.unit}` : ''}
      ${progress?.remainingMillis !== undefined ? html`<span class="left"> ${duration(progress.remainingMillis)} left</span>` : ''}</span>
    ${progress?.message ? html`<span class="message">${progress.message}</span>` : ''}</div>`;
}

/** All of one run; it follows the run as it goes. */
export function RunCard({ id, whole }) {
  const all = useShared(runs);
  const [detail, setDetail] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [lines, setLines] = useState([]);
  const asked = useRef(0);
  const run = all.get(Number(id)) || detail;
  const load = async () => {
    try {
      asked.current += 1;
      const mine = asked.current;
      const answer = await call('GET', '/api/runs/' + encodeURIComponent(id));
      if (mine !== asked.current) return;
      setDetail(answer);
      setLines(answer.log);
      takeRun({ ...answer, log: undefined, outputs: undefined, tables: undefined, files: undefined });
      setTrouble('');
    } catch (e) {
      setTrouble(e.message);
    }
  };
  useEffect(() => {
    load();
    const heard = [
      onEvent('log', (said) => { if (String(said.id) === String(id)) setLines((old) => [...old, said.line].slice(-1000)); }),
      onEvent('ended', (ended) => { if (String(ended.id) === String(id)) load(); }),
      onEvent('back', load),
    ];
    return () => heard.forEach((end) => end());
  }, [id]);
  if (!run) return trouble ? html`<p class="problem" role="alert">${trouble}</p>` : html`<p class="hint loading">…</p>`;
  const change = async () => {
    const { openForm } = await import('./form.js');
    openForm(run.algorithm, run.version, sent.get(run.id) || {}, 'given');
  };
  const files = detail?.files || [];
  // what it said last, unless the log has that
  const lastWords = run.ended && lines[lines.length - 1]?.text !== run.progress?.message ? run.progress?.message : '';
  return html`<section class="run" aria-label=${'Run ' + id + ' of ' + run.algorithm}>
    <header>${whole ? html`<h1>${run.algorithm} <span class="tag">v${run.version}</span></h1>` : html`<h2><a href=${address('runs', id)}>Run ${id}</a></h2>`}
      <span class=${stateClass(run.state)} role="status">${run.state}</span>
      <span class="when">${time(run.accepted)} · ${duration(run.millis)}</span>
      ${run.ended ? '' : html`<button type="button" onClick=${() => call('POST', '/api/runs/' + id + '/cancel', {}).catch((e) => setTrouble(e.message))}>Cancel the run</button>`}
      ${whole && sent.has(run.id) ? html`<button type="button" onClick=${change}>Change and run again</button>` : ''}</header>
    <${Progress} run=${run} />
    ${lastWords ? html`<p class="progress"><span class="message">${lastWords}</span></p>` : ''}
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    ${run.error ? html`<p class="problem" role="alert">${run.error}</p>` : ''}
    ${detail && run.ended && run.state === 'Completed' ? html`<div class="outputs">
      ${detail.outputs?.length ? html`<dl class="facts">${detail.outputs.map((output) => html`<dt>${output.name}</dt><dd class=${output.text.includes('\n') ? 'long' : ''}>${output.text}${output.cut ? ' …' : ''}</dd>`)}</dl>` : ''}
      ${(detail.tables || []).map((table, i) => html`<div class="table"><div class="scroll" tabindex="0" role="region" aria-label=${'Table of ' + table.names.join(', ')}><table>
        <thead><tr>${table.names.map((name, j) => html`<th scope="col" class=${isNumber(table.rows[0]?.[j]) ? 'number' : ''}>${name}</th>`)}</tr></thead>
        <tbody>${table.rows.map((row) => html`<tr>${row.map((cell) => html`<td class=${isNumber(cell) ? 'number' : ''}>${cell}</td>`)}</tr>`)}</tbody></table></div>
        <p class="foot">${table.count > table.rows.length ? `The first ${table.rows.length} of ${table.count} rows. ` : `${table.count} rows. `}<a href=${'/api/runs/' + id + '/tables/' + i} download>All as CSV</a></p></div>`)}
      ${files.map((file) => html`<figure>${file.picture ? html`<img src=${query('/api/file', { path: file.path })} alt=${file.name} onError=${(e) => { e.target.hidden = true; }} />` : ''}
        <figcaption>${file.name}: <a href=${query('/api/file', { path: file.path })} download>${file.path}</a></figcaption></figure>`)}
      ${!detail.outputs?.length && !detail.tables?.length && !files.length ? html`<p class="hint">It gave no outputs.</p>` : ''}
      <p class="foot"><a href=${'/api/runs/' + id + '/report'} download>Report as JSON</a></p></div>` : ''}
    ${lines.length ? html`<details class="log" open><summary>Log (${lines.length})</summary><div class="scroll" tabindex="0" role="log" aria-label="Log">
      ${lines.map((line) => html`<div class=${'line ' + line.level}><time>${time(line.time)}</time> ${line.level === 'info' ? '' : html`<b>${line.level}</b> `}<span>${line.text}</span></div>`)}</div></details>` : ''}
  </section>`;
}

export function RunsView({ id }) {
  const all = useShared(runs);
  if (id) return html`<div class="page"><p class="back"><a href="#/runs">‹ Runs</a></p><${RunCard} key=${id} id=${id} whole=${true} /></div>`;
  const list = [...all.values()].sort((a, b) => b.id - a.id);
  const [shown, setShown] = useState(200);
  return html`<div class="page"><h1>Runs</h1>
    ${list.length === 0 ? html`<p class="hint">Nothing has run since the explorer was started. What ran before is in the <a href="#/history">history</a>.</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="records">
      <thead><tr><th scope="col">Run</th><th scope="col">Algorithm</th><th scope="col">State</th><th scope="col">Begun</th><th scope="col">Took</th><th scope="col">Progress</th></tr></thead>
      <tbody>${list.slice(0, shown).map((run) => html`<tr key=${run.id} onClick=${() => go('runs', String(run.id))}>
        <td>${run.id}</td><th scope="row"><a href=${address('runs', run.id)}>${run.algorithm}</a></th><td><span class=${stateClass(run.state)}>${run.state}</span></td>
        <td>${time(run.accepted)}</td><td>${duration(run.millis)}</td><td>${run.ended ? html`<span class="error">${run.error || ''}</span>` : html`<${Progress} run=${run} />`}</td></tr>`)}</tbody></table></div>`}
    ${list.length > shown ? html`<p><button onClick=${() => setShown(shown + 500)}>Show more</button></p>` : ''}</div>`;
}
