// The file chooser: the folders of the host that are open to callers, and files of one's own that are uploaded there.
import { html, render, useEffect, useRef, useState, call, query, size, time } from './base.js';

const LAST = 'mantle-folder';

/** Asks for a file or directory of the host; returns its path, or null when nothing was chosen. */
export function chooseFile({ kind, extensions = [], at = '', title }) {
  return new Promise((resolve) => {
    const host = document.createElement('div');
    document.body.append(host);
    const before = document.activeElement;
    const done = (path) => {
      render(null, host);
      host.remove();
      before?.focus();
      resolve(path);
    };
    render(html`<${Chooser} kind=${kind} extensions=${extensions} at=${at} title=${title} done=${done} />`, host);
  });
}

const parentOf = (path) => path.slice(0, Math.max(1, path.lastIndexOf('/')));
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

function Chooser({ kind, extensions, at, title, done }) {
  const dialog = useRef(null);
  const [roots, setRoots] = useState([]);
  const [folder, setFolder] = useState(null);
  const [trouble, setTrouble] = useState('');
  const [all, setAll] = useState(extensions.length === 0);
  const [chosen, setChosen] = useState(0);
  const [name, setName] = useState(kind === 'save-file' ? nameOf(at) : '');
  const [sending, setSending] = useState(null);
  const saves = kind === 'save-file';
  const picksFolder = kind === 'directory';

  const open = async (path) => {
    try {
      const answer = await call('GET', query('/api/folder', { path }));
      setFolder(answer);
      setChosen(0);
      setTrouble('');
      sessionStorage.setItem(LAST, answer.path);
      return true;
    } catch (e) {
      setTrouble(e.message);
      return false;
    }
  };
  useEffect(() => {
    dialog.current.showModal();
    (async () => {
      try {
        const there = await call('GET', '/api/folders');
        setRoots(there);
        const wanted = [at.startsWith('/') ? (picksFolder ? at : parentOf(at)) : '', sessionStorage.getItem(LAST), there[0]].filter(Boolean);
        for (const path of wanted) if (await open(path)) return;
        if (there.length === 0) setTrouble('No folder of the host is open to callers. Start "mantle explorer" with --folder.');
      } catch (e) {
        setTrouble(e.message);
      }
    })();
  }, []);

  const fits = (entry) => entry.folder || (!picksFolder && (all || extensions.some((ending) => entry.name.toLowerCase().endsWith('.' + ending))));
  const entries = folder ? folder.entries.filter(fits) : [];
  const rows = folder?.parent ? [{ name: '..', path: folder.parent, folder: true, up: true }, ...entries] : entries;
  const take = (entry) => {
    if (!entry) return;
    if (entry.folder) open(entry.path);
    else if (saves) setName(entry.name);
    else done(entry.path);
  };
  const readOnly = folder !== null && !folder.writable;
  const finish = () => {
    if (picksFolder) done(folder.path);
    else if (saves && name.trim() !== '') done((folder.path === '/' ? '' : folder.path) + '/' + name.trim());
    else if (!saves) take(rows[chosen]);
  };
  const onKey = (e) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: rows.length - 1 }[e.key];
    if (to !== undefined) setChosen(Math.max(0, Math.min(rows.length - 1, to)));
    else if (e.key === 'Enter') take(rows[chosen]);
    else if (e.key === 'Backspace' && folder?.parent) open(folder.parent);
    else return;
    e.preventDefault();
  };
  const upload = (file, replace) => {
    const sent = new XMLHttpRequest();
    const path = (folder.path === '/' ? '' : folder.path) + '/' + file.name;
    sent.open('PUT', query('/api/file', { path, replace: replace ? 'true' : '' }));
    sent.upload.onprogress = (e) => setSending({ name: file.name, part: e.lengthComputable ? e.loaded / e.total : null, stop: () => sent.abort() });
    sent.onload = () => {
      setSending(null);
      if (sent.status === 201) done(path);
      else if (sent.status === 409) setTrouble(html`There is a file “${file.name}” already. <button type="button" onClick=${() => upload(file, true)}>Replace it</button>`);
      else setTrouble(JSON.parse(sent.responseText || '{}').detail || 'the file was not taken');
    };
    sent.onerror = () => { setSending(null); setTrouble('The server does not answer; the file was not sent.'); };
    sent.onabort = () => setSending(null);
    setSending({ name: file.name, part: 0, stop: () => sent.abort() });
    sent.send(file);
  };
  useEffect(() => { document.getElementById('entry-' + chosen)?.scrollIntoView({ block: 'nearest' }); }, [chosen, folder]);

  const what = saves ? 'Save as' : picksFolder ? 'Choose a folder' : 'Choose a file';
  return html`<dialog ref=${dialog} class="chooser" aria-labelledby="chooser-title" onCancel=${(e) => { e.preventDefault(); done(null); }}>
    <h2 id="chooser-title">${what}: ${title}</h2>
    <p class="where">${roots.length > 1 ? html`<select aria-label="Open folders" value="" onChange=${(e) => open(e.target.value)}><option value="">…</option>${roots.map((root) => html`<option>${root}</option>`)}</select> ` : ''}<span>${folder ? folder.path : ''}</span></p>
    ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    <div class="entries" role="listbox" tabindex="0" aria-label="Files" aria-activedescendant=${rows.length ? 'entry-' + chosen : null} onKeyDown=${onKey}>
      ${rows.map((entry, i) => html`<div role="option" id=${'entry-' + i} key=${entry.path} aria-selected=${String(i === chosen)} class=${'entry' + (entry.folder ? ' folder' : '')}
        onClick=${() => { setChosen(i); if (saves && !entry.folder) setName(entry.name); }} onDblClick=${() => take(entry)}>
        <span class="name">${entry.name}${entry.folder && !entry.up ? '/' : ''}</span><span class="when">${entry.up ? '' : time(entry.modified)}</span><span class="size">${entry.folder ? '' : size(entry.size)}</span></div>`)}
      ${folder && rows.length === 0 ? html`<div role="option" aria-selected="false" aria-disabled="true" class="hint">Nothing fits here.</div>` : ''}
    </div>
    ${saves && readOnly ? html`<p class="hint">This folder is open for reading alone.</p>` : ''}
    ${saves ? html`<p class="name-line"><label for="chooser-name">File name</label><input id="chooser-name" type="text" value=${name} onInput=${(e) => setName(e.target.value)} onKeyDown=${(e) => { if (e.key === 'Enter') { e.preventDefault(); finish(); } }} /></p>` : ''}
    ${sending ? html`<p class="sending"><progress max="1" value=${sending.part ?? null} aria-label=${'Upload of ' + sending.name}></progress> ${sending.name} <button type="button" onClick=${sending.stop}>Stop</button></p>` : ''}
    <div class="actions">
      <button type="button" class="primary" disabled=${!folder || (saves && readOnly) || (saves && name.trim() === '')} onClick=${finish}>${saves ? 'Use this name' : picksFolder ? 'Choose this folder' : 'Choose'}</button>
      ${!saves && !picksFolder ? html`<label class="upload"><input type="file" disabled=${!folder || readOnly} onChange=${(e) => e.target.files[0] && upload(e.target.files[0], false)} /><span>Upload…</span></label>` : ''}
      <button type="button" onClick=${() => done(null)}>Cancel</button>
      ${extensions.length && !picksFolder ? html`<label class="several"><input type="checkbox" checked=${all} onChange=${(e) => setAll(e.target.checked)} /> all files, not only ${extensions.map((e) => '.' + e).join(', ')}</label>` : ''}
    </div></dialog>`;
}
