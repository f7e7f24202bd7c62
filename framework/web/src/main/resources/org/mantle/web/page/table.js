// Many runs at once: a table with a row for each, checked as a whole before the first starts.
import { html, useEffect, useRef, useState, call, query, shared, useShared, useDelayed, go, address, onEvent, announce, CallError } from './base.js';
import { stateClass } from './runs.js';

const KEPT = 'mantle-tables';
let nextId = Date.now();

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) || '[]').map((table) => ({ ...table, secrets: {} }));
  } catch (e) {
    return [];
  }
}

/** The tables that are open: {id, algorithm, version, fields, common, secrets, columns, rows, atMost, batch}. */
export const tables = shared(kept());
tables.listen((all) => {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(all.map(({ secrets, ...rest }) => rest)));
  } catch (e) {
    // as for forms
  }
});
const change = (id, with_) => tables.set(tables.get().map((table) => (table.id === id ? { ...table, ...with_(table) } : table)));

const cell = (value) => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/**
 * Opens a table that begins with what a form is filled in with.
 * @param visible those of the fields that count at present; in other rows others may
 */
export function openTable(form, fields, visible) {
  nextId += 1;
  const id = nextId.toString(36);
  const given = Object.keys(form.values || {});
  const plain = fields.filter((field) => field.widget !== 'secret' && field.widget !== 'none');
  let columns = plain.filter((field) => given.includes(field.name) || (field.mandatory && visible.includes(field))).map((field) => field.name);
  if (columns.length === 0) columns = plain.slice(0, 1).map((field) => field.name);
  const first = Object.fromEntries(columns.map((name) => [name, cell(form.values?.[name])]));
  tables.set([...tables.get(), {
    id, algorithm: form.algorithm, version: form.version, columns, rows: [first, {}], secrets: { ...form.secrets }, atMost: 2, batch: null,
    fields: fields.map(({ name, widget, secret, extensions }) => ({ name, widget, secret, extensions })),
  }]);
  go('table', id);
}

const SHOWN_AT_FIRST = 200;

/**
 * Cells as spreadsheets copy and save them: separators and lines, with quotes around what has either, inside which a quote is doubled. A cell
 * that only begins with a quote is taken as it is.
 */
export function parseCells(text, separator = '\t') {
  const rows = [[]];
  const isEnd = (at) => at >= text.length || text[at] === separator || text[at] === '\n' || text[at] === '\r';
  let at = text[0] === '\ufeff' ? 1 : 0;
  for (;;) {
    let value = null;
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(text);
      if (found && isEnd(quoted.lastIndex)) {
        value = found[1].replaceAll('""', '"');
        at = quoted.lastIndex;
      }
    }
    if (value === null) {
      const from = at;
      while (!isEnd(at)) at += 1;
      value = text.slice(from, at);
    }
    rows[rows.length - 1].push(value);
    if (at >= text.length) break;
    if (text[at] === separator) at += 1;
    else {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      rows.push([]);
    }
  }
  while (rows.length > 1 && rows[rows.length - 1].every((each) => each === '')) rows.pop();
  return rows;
}

/** Rows of a file that somebody kept: comma-separated values, cells as a spreadsheet copies them, or JSON, such as the results of a table. */
function cellsOfFile(text) {
  if (/^\s*\[/.test(text)) {
    const rows = JSON.parse(text).map((row) => row.inputs || row.values || row);
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return [names, ...rows.map((row) => names.map((name) => cell(row[name])))];
  }
  return parseCells(text, text.split(/[\r\n]/, 1)[0].includes('\t') ? '\t' : ',');
}

const isEmpty = (row) => Object.values(row).every((value) => value === '');

export function TableView({ id }) {
  const all = useShared(tables);
  const table = all.find((each) => each.id === id);
  const [problems, setProblems] = useState([]);
  const [batch, setBatch] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [pattern, setPattern] = useState(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const took = useRef(0);
  const asked = useRef(0);
  const timer = useRef(0);

  const used = (current) => current.rows.filter((row) => !isEmpty(row));
  const fieldOf = (name) => table.fields.find((field) => field.name === name);
  const valueOf = (name, text) => {
    const widget = fieldOf(name)?.widget;
    if ((widget === 'map' && /^\s*\{/.test(text)) || (widget === 'lines' && /^\s*\[/.test(text))) {
      try {
        return JSON.parse(text);
      } catch (e) {
        return text;
      }
    }
    return text;
  };
  const body = (current, withSecrets) => ({
    algorithm: current.algorithm,
    version: current.version,
    atMost: Number(current.atMost),
    rows: used(current).map((row) => ({
      values: Object.fromEntries(current.columns.filter((name) => (row[name] ?? '') !== '').map((name) => [name, valueOf(name, row[name])])),
      secrets: withSecrets ? current.secrets : Object.keys(current.secrets),
    })),
  });
  const check = useDelayed(async () => {
    const current = tables.get().find((each) => each.id === id);
    if (!current || used(current).length === 0) {
      setProblems([]);
      return;
    }
    asked.current += 1;
    const mine = asked.current;
    try {
      const answer = await call('POST', '/api/batches/check', body(current, false));
      if (mine === asked.current) {
        setProblems(answer.rows);
        setTrouble('');
      }
    } catch (e) {
      if (mine === asked.current) setTrouble(e.message);
    }
  }, 150);
  const loadBatch = async () => {
    const current = tables.get().find((each) => each.id === id);
    if (!current?.batch) return;
    const begun = performance.now();
    try {
      setBatch(await call('GET', '/api/batches/' + current.batch));
      took.current = performance.now() - begun;
    } catch (e) {
      if (e.status === 404 || e.status === 410) change(id, () => ({ batch: null }));
      setTrouble(e.message);
    }
  };
  const loadSoon = () => {
    // many runs tell at once, and one look shows all
    if (timer.current) return;
    timer.current = setTimeout(() => { timer.current = 0; loadBatch(); }, Math.max(150, 4 * took.current));
  };
  useEffect(() => {
    check();
    loadBatch();
    const heard = [onEvent('batch', loadSoon), onEvent('run', loadSoon), onEvent('back', () => { check(); loadBatch(); }), onEvent('registry', check)];
    return () => { heard.forEach((end) => end()); clearTimeout(timer.current); };
  }, [id]);

  if (!table) return html`<div class="page"><p class="hint">This table was closed. <a href="#/">Algorithms</a></p></div>`;
  const edit = (next) => {
    change(id, next);
    check();
  };
  const setCell = (index, name, text) => edit((old) => {
    const rows = old.rows.map((row, i) => (i === index ? { ...row, [name]: text } : row));
    if (index === rows.length - 1 && text !== '') rows.push({});
    return { rows };
  });
  /** Puts cells into the table; a first line that names inputs says which, and what is no input, such as the results, is left out. */
  const fill = (given, index, column) => {
    let cells = given;
    const names = table.fields.filter((field) => field.widget !== 'secret').map((field) => field.name);
    const heads = cells[0].map((name) => names.find((known) => known.toLowerCase() === name.trim().toLowerCase()));
    const others = cells[0].filter((name, i) => !heads[i]);
    const isHead = cells.length > 1 && heads.some(Boolean) && others.every((name) => /^\p{L}\w*$/u.test(name.trim()));
    edit((old) => {
      const columns = isHead ? [...new Set([...old.columns, ...heads.filter(Boolean)])] : old.columns;
      if (isHead) cells = cells.slice(1);
      const rows = old.rows.map((row) => ({ ...row }));
      cells.forEach((line, i) => {
        while (rows.length <= index + i) rows.push({});
        const seen = new Set();
        line.forEach((value, j) => {
          const name = isHead ? heads[j] : columns[column + j];
          // an output of the same name stands behind the input
          if (name && !seen.has(name)) rows[index + i][name] = value;
          seen.add(name);
        });
      });
      if (!isEmpty(rows[rows.length - 1])) rows.push({});
      return { rows, columns };
    });
    setTrouble('');
    announce(cells.length + ' rows' + (isHead && others.length ? '; left out: ' + others.join(', ') : ''));
  };
  const paste = (event, index, column) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n\r]/.test(text)) return;
    event.preventDefault();
    fill(parseCells(text), index, column);
  };
  const load = async (file) => {
    try {
      const filled = table.rows.filter((row) => !isEmpty(row)).length;
      change(id, (old) => ({ rows: [...old.rows.filter((row) => !isEmpty(row)), {}] }));
      fill(cellsOfFile(await file.text()), filled, 0);
    } catch (e) {
      setTrouble(`“${file.name}” cannot be read as a table: ${e.message}`);
    }
  };
  const addFiles = async () => {
    try {
      const found = await call('GET', query('/api/files', { pattern: pattern.text }));
      if (found.length === 0) setTrouble('No file fits ' + pattern.text);
      else {
        edit((old) => {
          const columns = old.columns.includes(pattern.column) ? old.columns : [...old.columns, pattern.column];
          const filled = old.rows.filter((row) => !isEmpty(row));
          const template = filled.length > 0 ? filled[0] : {};
          const rest = filled.filter((row) => (row[pattern.column] ?? '') !== '');
          const rows = [...rest, ...found.map((file) => ({ ...template, [pattern.column]: file.path })), {}];
          return { columns, rows };
        });
        setPattern(null);
        setTrouble('');
      }
    } catch (e) {
      setTrouble(e.message);
    }
  };
  const run = async () => {
    setBusy(true);
    const current = tables.get().find((each) => each.id === id);
    try {
      if (Object.keys(current.secrets).length > 0) {
        // as for a form
        const answer = await call('POST', '/api/batches/check', body(current, false));
        const refused = answer.rows.filter((row) => row.length > 0).length;
        if (refused > 0) throw new CallError(400, { detail: (refused === 1 ? '1 row is' : refused + ' rows are') + ' refused, so that none was begun', rows: answer.rows });
      }
      const started = await call('POST', '/api/batches', body(current, true));
      setBatch(started);
      setTrouble('');
      change(id, (old) => ({ batch: started.id, secrets: {}, rows: [...old.rows.filter((row) => !isEmpty(row)), {}] }));
      // some may have ended before the answer came
      loadSoon();
      announce(started.rows.length + ' runs begin');
    } catch (e) {
      if (e instanceof CallError && e.rows.length) setProblems(e.rows);
      setTrouble(e.message);
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    tables.set(tables.get().filter((each) => each.id !== id));
    go('algorithm', table.algorithm);
  };
  const move = (event, index, column) => {
    const to = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] }[event.key];
    if (to && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById(`cell-${index + to[0]}-${column}`)?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run();
    }
  };

  let number = -1;
  const outputs = [...new Set((batch?.rows || []).flatMap((row) => Object.keys(row.outputs || {})))];
  const wrong = problems.filter((row) => row.length > 0).length;
  const secrets = table.fields.filter((field) => field.widget === 'secret');
  const free = table.fields.filter((field) => field.widget !== 'secret' && field.widget !== 'none' && !table.columns.includes(field.name));
  const underWay = batch && !batch.ended;
  return html`<div class="page many"><p class="back"><a href=${address('algorithm', table.algorithm)}>‹ ${table.algorithm}</a></p>
    <h1>${table.algorithm}: many at once</h1>
    <p class="hint">A row for each run. Type, or paste cells from a spreadsheet; a first line with the names of inputs makes the columns. An empty cell is the default. Rows can also come from a file: CSV, or JSON, such as results that were kept.</p>
    ${secrets.map((field) => html`<p class="line"><label for=${'secret-' + field.name}>${field.name} (in every row)</label>
      <input id=${'secret-' + field.name} type="password" autocomplete="new-password" value=${table.secrets[field.name] || ''} onInput=${(e) => edit((old) => {
        const { [field.name]: gone, ...others } = old.secrets;
        return { secrets: e.target.value === '' ? others : { ...others, [field.name]: e.target.value } };
      })} /></p>`)}
    <div class="scroll" tabindex="0" role="region" aria-label="Runs to be"><table class="grid">
      <thead><tr><th scope="col">#</th>${table.columns.map((name) => html`<th scope="col">${name} <button type="button" class="quiet" aria-label=${'Take column ' + name + ' away'} title="Take away" onClick=${() => edit((old) => ({ columns: old.columns.filter((each) => each !== name) }))}>×</button></th>`)}
        ${batch ? html`<th scope="col">State</th>${outputs.map((name) => html`<th scope="col" class="out">${name}</th>`)}` : ''}<th scope="col"><span class="unseen">Remove</span></th></tr></thead>
      <tbody>${table.rows.slice(0, shown).map((row, i) => {
        const empty = isEmpty(row);
        if (!empty) number += 1;
        const mine = empty ? [] : problems[number] || [];
        const result = empty ? null : batch?.rows[number];
        const place = number;
        return html`<tr key=${i} class=${mine.length ? 'wrong' : ''}><td class="count">${empty ? '' : place + 1}</td>
          ${table.columns.map((name, j) => {
            const bad = mine.filter((problem) => problem.property === name);
            return html`<td class=${bad.length ? 'wrong' : ''}><input id=${`cell-${i}-${j}`} type="text" spellcheck="false" aria-label=${name + ', row ' + (i + 1)} aria-invalid=${bad.length ? 'true' : null}
              aria-describedby=${mine.length ? 'wrong-' + i : null} value=${row[name] ?? ''} onInput=${(e) => setCell(i, name, e.target.value)} onPaste=${(e) => paste(e, i, j)} onKeyDown=${(e) => move(e, i, j)} /></td>`;
          })}
          ${batch ? html`<td>${result ? html`${result.run ? html`<a class=${stateClass(result.state)} href=${address('runs', result.run)}>${result.state}</a>` : html`<span class=${stateClass(result.state)}>${result.state}</span>`}${result.error ? html` <span class="error">${result.error}</span>` : ''}` : ''}</td>
            ${outputs.map((name) => html`<td class="out">${result?.outputs?.[name] ?? ''}</td>`)}` : ''}
          <td>${empty ? '' : html`<button type="button" class="quiet" aria-label=${'Remove row ' + (i + 1)} onClick=${() => { setBatch(null); edit((old) => ({ rows: old.rows.filter((each, k) => k !== i), batch: null })); }}>×</button>`}</td></tr>
          ${mine.length ? html`<tr class="why"><td></td><td colspan=${table.columns.length + outputs.length + 2}><ul class="problem" id=${'wrong-' + i}>${mine.map((problem) => html`<li>${problem.property ? problem.property + ': ' : ''}${problem.message}
            ${problem.nearest !== null && table.columns.includes(problem.property) ? html` <button type="button" class="nearest" onClick=${() => setCell(i, problem.property, problem.nearest)}>Use ${problem.nearest}</button>` : ''}</li>`)}</ul></td></tr>` : ''}`;
      })}</tbody></table></div>
    ${table.rows.length > shown ? html`<p><button type="button" onClick=${() => setShown(shown + 1000)}>Show more</button> <span class="hint">${shown} of ${table.rows.length} rows are shown</span></p>` : ''}
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    <div class="line">
      ${free.length ? html`<select aria-label="Add a column" value="" onChange=${(e) => { const name = e.target.value; if (name) edit((old) => ({ columns: [...old.columns, name] })); e.target.value = ''; }}>
        <option value="">Add a column…</option>${free.map((field) => html`<option value=${field.name}>${field.name}</option>`)}</select>` : ''}
      <button type="button" onClick=${() => setPattern(pattern ? null : { column: (table.fields.find((f) => /file/.test(f.widget)) || table.fields[0]).name, text: '' })} aria-expanded=${String(!!pattern)}>Files by pattern…</button>
      <label class="upload"><input type="file" accept=".csv,.tsv,.txt,.json" onChange=${(e) => { if (e.target.files[0]) load(e.target.files[0]); e.target.value = ''; }} /><span>Rows from a file…</span></label>
    </div>
    ${pattern ? html`<div class="line"><label for="pattern-column">Column</label><select id="pattern-column" value=${pattern.column} onChange=${(e) => setPattern({ ...pattern, column: e.target.value })}>
        ${table.fields.filter((f) => f.widget !== 'secret').map((f) => html`<option value=${f.name}>${f.name}</option>`)}</select>
      <label for="pattern">Files</label><input id="pattern" type="text" class="path" placeholder="/data/scan_*.nxs" value=${pattern.text} onInput=${(e) => setPattern({ ...pattern, text: e.target.value })}
        onKeyDown=${(e) => { if (e.key === 'Enter') { e.preventDefault(); addFiles(); } }} /><button type="button" onClick=${addFiles}>Add a row for each</button></div>` : ''}
    <div class="actions">
      <button type="button" class=${'primary' + (wrong ? ' wanting' : '')} disabled=${busy || underWay || used(table).length === 0} onClick=${run}>Run ${used(table).length === 1 ? '1 row' : used(table).length + ' rows'}</button>
      <label>at most <input type="number" class="count" min="1" max="64" value=${table.atMost} onInput=${(e) => change(id, () => ({ atMost: e.target.value }))} /> at a time</label>
      ${underWay ? html`<button type="button" onClick=${() => call('POST', '/api/batches/' + table.batch + '/cancel', {}).then(setBatch).catch((e) => setTrouble(e.message))}>Cancel the rest</button>` : ''}
      ${batch ? html`<a href=${'/api/batches/' + table.batch + '/results.csv'} download>Results as CSV</a> <a href=${'/api/batches/' + table.batch + '/results.json'} download>as JSON</a>` : ''}
      <button type="button" onClick=${close}>Close</button>
      <span class="wants" aria-live="polite">${wrong === 0 ? '' : wrong === 1 ? '1 row to look at' : wrong + ' rows to look at'}</span>
      ${batch ? html`<span class="wants done" role="status">${batch.rows.filter((row) => ['Completed', 'Failed', 'Cancelled', 'Invalid'].includes(row.state)).length} of ${batch.rows.length} ended</span>` : ''}
    </div></div>`;
}
