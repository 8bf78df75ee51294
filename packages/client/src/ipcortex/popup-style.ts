/** The overlay's own look: light or dark as the person's system is. Every pair of colours is 4.5:1 or better. */
export const popupStyle = `
dialog {
  --paper: #ffffff; --ink: #16202b; --quiet: #4c5a68; --line: #7b8896; --accent: #0b6b7a; --on-accent: #ffffff; --danger: #b3261e;
  color-scheme: light dark;
  box-sizing: border-box; width: min(24rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); padding: 1.5rem;
  border: 1px solid var(--line); border-radius: 12px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  dialog { --paper: #1b242d; --ink: #eef2f5; --quiet: #b6c2cd; --line: #8493a2; --accent: #5cc4d4; --on-accent: #06262c; --danger: #ffb4ab; }
}
dialog::backdrop { background: rgb(0 0 0 / 55%); }
form { display: grid; gap: 1rem; }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
label { display: block; margin-bottom: .25rem; color: var(--quiet); font-size: .875rem; font-weight: 600; }
input {
  box-sizing: border-box; width: 100%; min-height: 44px; padding: .5rem .75rem;
  border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit;
}
input[aria-invalid='true'] { border-color: var(--danger); }
p { margin: 0; color: var(--danger); }
p:empty { display: none; }
[hidden] { display: none; }
.buttons { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .75rem; }
button {
  min-height: 44px; padding: .5rem 1.25rem; border: 1px solid var(--line); border-radius: 8px;
  background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
button[type='submit'] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button[aria-disabled='true'] { cursor: default; opacity: .7; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`
