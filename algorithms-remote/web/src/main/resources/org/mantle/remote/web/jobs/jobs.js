// The board: the jobs of all users at all resources, as the server tells of them, and what can be done there.
import {
  html, render, useEffect, useMemo, useRef, useState, useShared, shared, call, query, connection, route, go, address, announce, size, CallError,
} from '/page/base.js';
import { chooseFile } from '/page/files.js';

const CALLS = '/panels/jobs';
const ASK_AGAIN = 2000;

/** What the server has told: the resources with their users, the jobs by account, and the transfers by id. */
const board = shared({ accounts: null, jobs: {}, transfers: {} });

/** What was submitted from this page, by account and job: a service tells the command line alone. */
const submitted = {
  get: (of, id) => JSON.parse(sessionStorage.getItem('mantle-jobs') || '{}')[keyOf(of) + '/' + id],
  put(of, id, request) {
    const all = JSON.parse(sessionStorage.getItem('mantle-jobs') || '{}');
    all[keyOf(of) + '/' + id] = request;
    sessionStorage.setItem('mantle-jobs', JSON.stringify(all));
  },
};

const keyOf = ({ resource, user }) => JSON.stringify([resource, user]);
const parametersOf = ({ resource, user }, more) => ({ resource, user, ...more });
const nameOf = ({ resource, user }) => `${user} at ${resource}`;
const sameAccount = (one, other) => one.resource === other.resource && one.user === other.user;

function loggedIn(accounts) {
  return (accounts?.resources || []).flatMap((resource) => resource.users.filter((each) => each.loggedIn)
    .map((each) => ({ resource: resource.name, user: each.user })));
}

let stream = null;
let retry = 0;

function listen() {
  unlisten();
  stream = new EventSource(CALLS + '/events');
  stream.addEventListener('accounts', (event) => {
    const accounts = JSON.parse(event.data);
    const here = new Set(loggedIn(accounts).map(keyOf));
    const jobs = Object.fromEntries(Object.entries(board.get().jobs).filter(([key]) => here.has(key)));
    board.set({ accounts, jobs });
  });
  stream.addEventListener('jobs', (event) => {
    const told = JSON.parse(event.data);
    const before = board.get().jobs[keyOf(told)];
    // what was seen last stays in sight while a service does not answer
    const jobs = told.jobs || before?.jobs || [];
    board.set({ jobs: { ...board.get().jobs, [keyOf(told)]: { ...told, jobs } } });
  });
  stream.addEventListener('transfer', (event) => {
    const transfer = JSON.parse(event.data);
    board.set({ transfers: { ...board.get().transfers, [transfer.id]: transfer } });
    if (transfer.state !== 'Running') announce(`${transfer.what}: ${transfer.state}`);
  });
  stream.onerror = () => {
    unlisten();
    retry = setTimeout(listen, 2000);
  };
}

function unlisten() {
  clearTimeout(retry);
  stream?.close();
  stream = null;
}

/** A service's own word for a state, coloured by what it means. */
function stateClass(job) {
  if (job.underWay) return 'state running';
  return /^(done|completed|finished)$/i.test(job.state) ? 'state completed' : job.state === 'Unknown' ? 'state' : 'state failed';
}

/** Does something, and shows what is wrong with it. */
function useAction() {
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const act = async (work) => {
    setBusy(true);
    setTrouble('');
    try {
      return await work();
    } catch (e) {
      if (!(e instanceof CallError)) throw e;
      setTrouble(e.message);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, trouble };
}

const Trouble = ({ words }) => (words ? html`<p class="problem" role="alert">${words}</p>` : '');

function LogIn({ resource, user, done }) {
  const [name, setName] = useState(user || '');
  const { act, busy, trouble } = useAction();
  const password = useRef(null);
  const first = useRef(null);
  useEffect(() => (user ? password : first).current.focus(), []);
  const logIn = async (e) => {
    e.preventDefault();
    const given = password.current.value;
    const answered = await act(() => call('POST', CALLS + '/login', { resource, user: name.trim(), password: given }).then(() => true));
    if (password.current) password.current.value = '';
    if (answered) {
      announce(`Logged in at ${resource} as ${name}`);
      done();
    } else password.current?.focus();
  };
  return html`<form class="login" onSubmit=${logIn} aria-label=${'Log in at ' + resource} autocomplete="off">
    <label>User <input ref=${first} type="text" value=${name} onInput=${(e) => setName(e.target.value)} required autocomplete="off" spellcheck="false" /></label>
    <label>Password <input ref=${password} type="password" autocomplete="off" /></label>
    <button type="submit" class="primary" disabled=${busy}>${busy ? 'Logging in…' : 'Log in'}</button>
    <button type="button" onClick=${done}>Close</button>
    <${Trouble} words=${trouble} /></form>`;
}

function Resource({ resource, jobs }) {
  const [asks, setAsks] = useState(null);
  const { act, busy, trouble } = useAction();
  const logOut = (user) => act(() => call('POST', CALLS + '/logout', { resource: resource.name, user }));
  return html`<li class="resource"><div class="line"><strong>${resource.name}</strong> <span class="hint">${resource.address}</span></div>
    <ul class="people">${resource.users.map(({ user, loggedIn: here }) => {
      const told = jobs[keyOf({ resource: resource.name, user })];
      return html`<li key=${user}><span class=${'state' + (here ? ' completed' : '')}>${here ? 'logged in' : 'logged out'}</span> <span>${user}</span>
        ${here ? html`<button type="button" class="small" disabled=${busy} onClick=${() => logOut(user)} aria-label=${`Log out ${user} from ${resource.name}`}>Log out</button>`
          : html`<button type="button" class="small" onClick=${() => setAsks(user)} aria-label=${`Log in ${user} at ${resource.name}`}>Log in…</button>`}
        ${told?.trouble ? html`<span class="problem">${told.trouble}</span>` : ''}</li>`;
    })}
    <li><button type="button" class="small" onClick=${() => setAsks('')}>${resource.users.length ? 'Another user…' : 'Log in…'}</button></li></ul>
    <${Trouble} words=${trouble} />
    ${asks === null ? '' : html`<${LogIn} key=${asks} resource=${resource.name} user=${asks} done=${() => setAsks(null)} />`}</li>`;
}

function AccountChoice({ accounts, value, onChange }) {
  return html`<div class="field"><label for="job-account">Account</label><div class="value"><select id="job-account" value=${value} onChange=${(e) => onChange(e.target.value)}>
    ${accounts.map((each) => html`<option value=${keyOf(each)}>${nameOf(each)}</option>`)}</select></div></div>`;
}

const Field = ({ id, label, value, onInput, doc, list, children }) => html`<div class="field"><label for=${id}>${label}</label><div class="value">
  <div class="beside"><input id=${id} type="text" value=${value} onInput=${(e) => onInput(e.target.value)} spellcheck="false" autocomplete="off" list=${list} />${children}</div>
  ${doc ? html`<p class="doc">${doc}</p>` : ''}</div></div>`;

/** Splits a command line into what runs and what it is given, where nobody knows better. */
function splitCommand(command) {
  const words = /^\s*("[^"]*"|'[^']*'|\S+)\s*(.*)$/s.exec(command);
  return words ? { runnable: words[1].replace(/^(["'])(.*)\1$/, '$2'), arguments: words[2] } : { runnable: '', arguments: '' };
}

function Submit({ accounts, known, from, done }) {
  const [account, setAccount] = useState(keyOf(from?.account || accounts[0]));
  const [request, setRequest] = useState(from?.request || { runnable: '', arguments: '', name: '' });
  const { act, busy, trouble } = useAction();
  const change = (name) => (value) => setRequest({ ...request, [name]: value });
  useEffect(() => document.getElementById('job-runnable')?.focus(), []);
  const submit = async (e) => {
    e.preventDefault();
    const of = accounts.find((each) => keyOf(each) === account) || accounts[0];
    const job = await act(() => call('POST', CALLS + '/submit', { ...of, ...request }));
    if (!job) return;
    submitted.put(of, job.id, request);
    announce('Submitted as job ' + job.id);
    done();
    go('panel', 'jobs', of.resource, of.user, job.id);
  };
  return html`<form class="sheet" onSubmit=${submit} aria-label="Submit a job"><h2>${from ? 'Submit again' : 'Submit a job'}</h2>
    <${AccountChoice} accounts=${accounts} value=${account} onChange=${setAccount} />
    <${Field} id="job-runnable" label="Runnable" value=${request.runnable} onInput=${change('runnable')} doc="The path, on the resource, of what the job runs." list="job-runnables" />
    <datalist id="job-runnables">${known.map((each) => html`<option value=${each}></option>`)}</datalist>
    <${Field} id="job-arguments" label="Arguments" value=${request.arguments} onInput=${change('arguments')} doc="What follows it on the command line." />
    <${Field} id="job-name" label="Name" value=${request.name} onInput=${change('name')} doc="To know the job by; one is made up when this is empty." />
    <${Trouble} words=${trouble} />
    <div class="actions"><button type="submit" class="primary" disabled=${busy}>${busy ? 'Submitting…' : 'Submit'}</button><button type="button" onClick=${done}>Close</button></div></form>`;
}

function Upload({ accounts, done }) {
  const [account, setAccount] = useState(keyOf(accounts[0]));
  const [path, setPath] = useState('');
  const [directory, setDirectory] = useState(sessionStorage.getItem('mantle-jobs-directory') || '/work/imat');
  const { act, busy, trouble } = useAction();
  useEffect(() => document.getElementById('upload-path')?.focus(), []);
  const choose = async () => {
    const chosen = await chooseFile({ kind: 'file', at: path, title: 'to send' });
    if (chosen) setPath(chosen);
  };
  const send = async (e) => {
    e.preventDefault();
    const of = accounts.find((each) => keyOf(each) === account) || accounts[0];
    sessionStorage.setItem('mantle-jobs-directory', directory);
    const begun = await act(() => call('POST', CALLS + '/upload', { ...of, path: path.trim(), directory: directory.trim() }));
    if (begun) done();
  };
  return html`<form class="sheet" onSubmit=${send} aria-label="Upload a file"><h2>Upload a file</h2>
    <${AccountChoice} accounts=${accounts} value=${account} onChange=${setAccount} />
    <${Field} id="upload-path" label="File" value=${path} onInput=${setPath} doc="On the machine where the explorer runs; a file of your own can be sent there by Choose."><button type="button" onClick=${choose}>Choose…</button><//>
    <${Field} id="upload-directory" label="Directory" value=${directory} onInput=${setDirectory} doc="On the resource: where the file goes, under its own name." />
    <${Trouble} words=${trouble} />
    <div class="actions"><button type="submit" class="primary" disabled=${busy}>Upload</button><button type="button" onClick=${done}>Close</button></div></form>`;
}

function Transfers({ transfers }) {
  const list = Object.values(transfers).sort((a, b) => b.id - a.id);
  if (list.length === 0) return '';
  const dismiss = async (transfer) => {
    await call('DELETE', `${CALLS}/transfers/${transfer.id}`).catch(() => {});
    if (transfer.state === 'Running') return;
    const { [transfer.id]: gone, ...rest } = board.get().transfers;
    board.set({ transfers: rest });
  };
  return html`<section aria-labelledby="transfers-title"><h2 id="transfers-title">Transfers</h2><ul class="transfers">${list.map((each) => html`<li key=${each.id} class="line">
    <span class=${'state ' + ({ Running: 'running', Done: 'completed', Failed: 'failed' }[each.state] || '')}>${each.state}</span>
    <span>${each.kind === 'upload' ? 'Upload' : 'Fetch'}: ${each.what}</span>
    ${each.state === 'Running' ? html`<progress max=${each.total || 1} value=${each.total ? each.done : null} aria-label=${'Progress of ' + each.what}></progress>
      <span class="hint">${each.total ? `${size(each.done)} of ${size(each.total)}` : ''}</span>` : html`<span class=${each.state === 'Failed' ? 'error' : 'hint'}>${each.message}</span>`}
    ${each.state === 'Done' && each.directory ? html`<a href=${address('panel', 'slices', each.directory)}>View slices</a>` : ''}
    <button type="button" class="small" onClick=${() => dismiss(each)} aria-label=${(each.state === 'Running' ? 'Stop ' : 'Forget ') + each.what}>${each.state === 'Running' ? 'Stop' : 'Forget'}</button></li>`)}</ul></section>`;
}

/** The end of a file, read again as long as the job may write more. */
function Output({ account, job, file, underWay }) {
  const [end, setEnd] = useState(null);
  const [trouble, setTrouble] = useState('');
  const box = useRef(null);
  const follows = useRef(true);
  useEffect(() => {
    let timer = 0;
    let over = false;
    const read = async () => {
      const begun = performance.now();
      try {
        const told = await call('GET', query(CALLS + '/output', parametersOf(account, { job, file })));
        if (over) return;
        setEnd(told);
        setTrouble('');
      } catch (e) {
        if (over) return;
        setTrouble(e.message);
      }
      // a long file is not asked for all the time
      if (underWay && !document.hidden) timer = setTimeout(read, Math.max(ASK_AGAIN, 10 * (performance.now() - begun)));
    };
    read();
    return () => { over = true; clearTimeout(timer); };
  }, [file, job, underWay, keyOf(account)]);
  useEffect(() => { if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight; }, [end]);
  const onScroll = (e) => { follows.current = e.target.scrollTop + e.target.clientHeight > e.target.scrollHeight - 20; };
  return html`<${Trouble} words=${trouble} />${end ? html`${end.from > 0 ? html`<p class="hint">The last ${size(end.size - end.from)} of ${size(end.size)}.</p>` : ''}
    <pre ref=${box} class="output" tabindex="0" aria-label=${'Content of ' + file} onScroll=${onScroll}>${end.text !== '' ? end.text : underWay ? 'Nothing yet.' : 'It is empty.'}</pre>` : trouble ? '' : html`<p class="hint">Reading…</p>`}`;
}

const isWords = (name) => /\.((output|error)(\.\d+)?|out|err|log|txt|json|csv)$/i.test(name);

/** Whether a file is the output or the error of a job: of one that is a task of an array, its own; of the array, that of any task. */
function isOf(job, name, kind) {
  const [, array, lsf, slurm] = /^(.+?)(?:\[(\d+)\]|_(\d+))$/.exec(job.id) || [];
  const [, ending, index] = /\.(output|error)(?:\.(\d+))?$/.exec(name) || [];
  return ending === kind && (index === undefined || !array || name === array + '.' + kind + '.' + (lsf || slurm));
}

/** Returns the file to show at first: of a job that has failed, what it said of that; else its output. */
function usual(job) {
  const failed = stateClass(job).includes('failed');
  const fits = [(each) => failed && each.size > 0 && isOf(job, each.name, 'error'), (each) => isOf(job, each.name, 'output'), (each) => isWords(each.name)];
  return fits.map((each) => job.files.find(each)).find(Boolean)?.path || null;
}

function Detail({ account, id, listed, again }) {
  const [job, setJob] = useState(null);
  const [file, setFile] = useState(null);
  const [own, setOwn] = useState(true);
  const { act, busy, trouble } = useAction();
  const [lost, setLost] = useState('');
  const state = listed?.state;
  const shown = { ...job, ...listed, reason: job?.reason || listed?.reason };
  useEffect(() => {
    let timer = 0;
    let over = false;
    const look = async () => {
      try {
        const told = await call('GET', query(CALLS + '/job', parametersOf(account, { job: id })));
        if (over) return;
        setJob(told);
        setLost('');
        setFile((chosen) => chosen || usual(told));
        if (told.underWay) timer = setTimeout(look, ASK_AGAIN);
      } catch (e) {
        if (!over) setLost(e.message);
      }
    };
    look();
    return () => { over = true; clearTimeout(timer); };
  }, [id, state, keyOf(account)]);
  const cancel = () => act(() => call('POST', CALLS + '/cancel', { ...account, job: id }).then((told) => setJob({ ...job, ...told })));
  const fetchFiles = async (name) => {
    const directory = await chooseFile({ kind: 'directory', title: 'for ' + (name || 'the files of job ' + id) });
    if (directory) await act(() => call('POST', CALLS + '/fetch', { ...account, job: id, file: name, directory, own }));
  };
  const request = () => submitted.get(account, id) || { ...splitCommand(shown.command || ''), name: shown.name || '' };
  const files = job?.files || [];
  return html`<section class="detail" aria-labelledby="job-title"><header class="line"><h2 id="job-title">Job ${id}${shown.name ? ' · ' + shown.name : ''}</h2>
      ${shown.state ? html`<span class=${stateClass(shown)}>${shown.state}</span>` : ''}<a class="close" href=${address('panel', 'jobs')}>Close</a></header>
    <${Trouble} words=${lost || trouble} />
    ${shown.reason ? html`<p class=${shown.underWay ? 'hint' : 'warning'}>${shown.reason}</p>` : ''}
    <dl class="facts"><dt>Account</dt><dd>${nameOf(account)}</dd><dt>Command</dt><dd class="path">${shown.command || ''}</dd></dl>
    <div class="actions">${shown.underWay ? html`<button type="button" disabled=${busy} onClick=${cancel}>${busy ? 'Cancelling…' : 'Cancel the job'}</button>` : ''}
      <button type="button" onClick=${() => again({ account, request: request() })}>Submit again…</button>
      ${files.length ? html`<button type="button" onClick=${() => fetchFiles('')}>Fetch all…</button>
        <label class="several"><input type="checkbox" checked=${own} onChange=${(e) => setOwn(e.target.checked)} /> into a folder of its own</label>` : ''}</div>
    ${files.length ? html`<details class="files" open=${files.length < 8}><summary>${files.length === 1 ? '1 file' : files.length + ' files'}, ${size(files.reduce((sum, each) => sum + Math.max(0, each.size), 0))}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Files of the job"><table><tbody>${files.slice(0, 500).map((each) => html`<tr key=${each.path}><th scope="row" class="path">${each.name}</th><td class="number">${each.size < 0 ? '' : size(each.size)}</td>
        <td>${isWords(each.name) ? html`<button type="button" class="small" aria-pressed=${String(file === each.path)} onClick=${() => setFile(each.path)} aria-label=${'Show ' + each.name}>Show</button>` : ''}
        ${each.fetchable ? html`<button type="button" class="small" onClick=${() => fetchFiles(each.path)} aria-label=${'Fetch ' + each.name}>Fetch…</button>` : ''}</td></tr>`)}</tbody></table></div></details>` : job ? html`<p class="hint">It has no files yet.</p>` : ''}
    ${file ? html`<h3>${file.slice(file.lastIndexOf('/') + 1)}</h3><${Output} key=${file} account=${account} job=${id} file=${file} underWay=${shown.underWay} />` : ''}</section>`;
}

const byNumber = new Intl.Collator('en', { numeric: true });

function Board() {
  const { accounts, jobs, transfers } = useShared(board);
  const { words } = useShared(route);
  const { state: link } = useShared(connection);
  const [filter, setFilter] = useState('');
  const [onlyUnderWay, setOnlyUnderWay] = useState(false);
  const [sheet, setSheet] = useState(null);
  const [shown, setShown] = useState(200);
  useEffect(() => {
    const look = () => (document.hidden ? unlisten() : listen());
    look();
    document.addEventListener('visibilitychange', look);
    return () => { document.removeEventListener('visibilitychange', look); unlisten(); };
  }, []);
  const here = loggedIn(accounts);
  const all = useMemo(() => Object.values(jobs).flatMap((told) => told.jobs.map((job) => ({ ...job, account: { resource: told.resource, user: told.user } })))
    .sort((a, b) => (b.underWay - a.underWay) || byNumber.compare(b.id, a.id)), [jobs]);
  const wanted = filter.trim().toLowerCase();
  const list = all.filter((job) => (!onlyUnderWay || job.underWay)
    && (wanted === '' || [job.id, job.name, job.state, job.command, job.account.user, job.account.resource].some((text) => text.toLowerCase().includes(wanted))));
  const [resource, user, id] = words.slice(2);
  const selected = id ? { resource, user } : null;
  const listedJob = selected && all.find((job) => job.id === id && sameAccount(job.account, selected));
  const several = new Set(here.map((each) => each.resource)).size > 1 || here.length > 1;
  if (!accounts) return html`<h1>Jobs</h1><p class="hint">${link === 'here' ? 'Asking the resources…' : 'The server does not answer.'}</p>`;
  return html`<div class=${'board' + (selected ? ' chosen' : '')}><div class="overview"><header class="line"><h1>Jobs</h1>
      <button type="button" class="primary" disabled=${here.length === 0} onClick=${() => setSheet({ kind: 'submit' })}>Submit a job…</button>
      <button type="button" disabled=${here.length === 0} onClick=${() => setSheet({ kind: 'upload' })}>Upload a file…</button></header>
    ${accounts.trouble ? html`<p class="problem" role="alert">${accounts.trouble}</p>` : ''}
    ${accounts.missing.map((each) => html`<p class="warning">${each}</p>`)}
    ${accounts.resources.length === 0 && !accounts.trouble ? html`<p class="hint">No compute resource is configured yet. Add one with: <code>mantle resources add NAME URL</code></p>` : ''}
    <ul class="resources">${accounts.resources.map((each) => html`<${Resource} key=${each.name} resource=${each} jobs=${jobs} />`)}</ul>
    ${sheet?.kind === 'submit' && here.length ? html`<${Submit} key=${JSON.stringify(sheet)} accounts=${here} known=${[...new Set(all.map((job) => splitCommand(job.command).runnable))].slice(0, 50)} from=${sheet.from} done=${() => setSheet(null)} />` : ''}
    ${sheet?.kind === 'upload' && here.length ? html`<${Upload} accounts=${here} done=${() => setSheet(null)} />` : ''}
    <${Transfers} transfers=${transfers} />
    ${here.length === 0 ? html`<p class="hint">Log in at a resource to see its jobs.</p>` : html`
      <div class="line filters"><label class="unseen" for="job-filter">Find jobs</label><input id="job-filter" type="search" placeholder="Find jobs by any word" value=${filter} onInput=${(e) => setFilter(e.target.value)} />
        <label class="several"><input type="checkbox" checked=${onlyUnderWay} onChange=${(e) => setOnlyUnderWay(e.target.checked)} /> under way only</label>
        <span class="hint">${list.length === all.length ? (all.length === 1 ? '1 job' : all.length + ' jobs') : `${list.length} of ${all.length} jobs`}</span></div>
      ${list.length === 0 ? html`<p class="hint">${all.length === 0 ? 'There are no jobs.' : 'No job fits.'}</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Jobs"><table class="records jobs">
        <thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col">Name</th>${several ? html`<th scope="col">Account</th>` : ''}<th scope="col">Command</th></tr></thead>
        <tbody>${list.slice(0, shown).map((job) => html`<tr key=${keyOf(job.account) + job.id} class=${job === listedJob ? 'current' : ''} onClick=${() => go('panel', 'jobs', job.account.resource, job.account.user, job.id)}>
          <th scope="row"><a href=${address('panel', 'jobs', job.account.resource, job.account.user, job.id)} aria-current=${job === listedJob ? 'true' : null}>${job.id}</a></th>
          <td><span class=${stateClass(job)}>${job.state}</span>${job.reason && !job.underWay ? html` <span class="hint">${job.reason}</span>` : ''}</td><td>${job.name}</td>
          ${several ? html`<td>${nameOf(job.account)}</td>` : ''}<td class="path command" title=${job.command}>${job.command}</td></tr>`)}</tbody></table></div>
        ${list.length > shown ? html`<p><button type="button" onClick=${() => setShown(shown + 500)}>Show more</button></p>` : ''}`}`}</div>
    ${selected ? html`<${Detail} key=${keyOf(selected) + id} account=${selected} id=${id} listed=${listedJob} again=${(from) => setSheet({ kind: 'submit', from })} />` : ''}</div>`;
}

customElements.define('mantle-jobs', class extends HTMLElement {
  connectedCallback() { render(html`<${Board} />`, this); }

  disconnectedCallback() { render(null, this); }
});
