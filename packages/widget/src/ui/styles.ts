/** The looks, as a constructable style sheet: a page's policy for styles does not concern it, and no page's style reaches in. */
export const styles = `
:host {
  color-scheme: light dark;
  --accent: var(--chat-accent, light-dark(#1857c4, #8db6ff));
  --on-accent: var(--chat-on-accent, light-dark(#ffffff, #08203f));
  --surface: light-dark(#ffffff, #1b1d21);
  --raised: light-dark(#f0f2f6, #2a2d34);
  --text: light-dark(#1b1e24, #e9ebef);
  --quiet: light-dark(#565d6b, #a7aebb);
  --edge: light-dark(#d5d9e2, #3d424c);
  --warn: light-dark(#fff2cc, #463a12);
  --bad: light-dark(#b3261e, #ff9b93);
  position: fixed;
  inset-block-end: max(20px, env(safe-area-inset-bottom));
  inset-inline-end: max(20px, env(safe-area-inset-right));
  z-index: 2147483000;
  font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--text);
  text-align: start;
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p, h2 { margin: 0; font: inherit; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
svg { inline-size: 24px; block-size: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher {
  position: relative;
  display: grid;
  place-items: center;
  margin-inline-start: auto;
  inline-size: 56px;
  block-size: 56px;
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: 0 4px 16px rgb(0 0 0 / .28);
}
.launcher svg { inline-size: 28px; block-size: 28px; }
.launcher:focus-visible { outline-offset: 3px; }
.badge {
  position: absolute;
  inset-block-start: -4px;
  inset-inline-end: -4px;
  min-inline-size: 24px;
  padding: 0 6px;
  border: 2px solid var(--surface);
  border-radius: 12px;
  background: #c1121f;
  color: #fff;
  font-size: 13px;
  font-weight: 600;
  line-height: 20px;
  text-align: center;
}

.panel {
  position: absolute;
  inset-block-end: 72px;
  inset-inline-end: 0;
  display: flex;
  flex-direction: column;
  inline-size: 384px;
  max-inline-size: calc(100vw - 40px);
  block-size: min(620px, calc(100dvh - 112px));
  border: 1px solid var(--edge);
  border-radius: 16px;
  background: var(--surface);
  box-shadow: 0 12px 40px rgb(0 0 0 / .3);
  overflow: hidden;
  animation: rise .16s ease-out;
}
.panel:focus { outline: none; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
header { display: flex; align-items: center; gap: 12px; padding: 12px 12px 12px 16px; border-block-end: 1px solid var(--edge); }
:dir(rtl) header { padding: 12px 16px 12px 12px; }
.titles { flex: 1; min-inline-size: 0; }
h2 { font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.subtitle { color: var(--quiet); font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.icon { display: grid; place-items: center; flex: none; inline-size: 40px; block-size: 40px; border: 0; border-radius: 8px; background: none; color: var(--quiet); }
.icon:hover { background: var(--raised); color: var(--text); }

.middle { position: relative; display: flex; flex: 1; min-block-size: 0; flex-direction: column; }
.line {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 12px;
  padding: 6px 16px;
  background: var(--warn);
  font-size: 14px;
}
/* What passes in a blink is not worth a flicker; it lies over the log, so nothing moves. */
.line[data-kind="connecting"], .line[data-kind="checking"] { position: absolute; inset: 0 0 auto; z-index: 1; animation: late 0s .8s both; }
@keyframes late { from { visibility: hidden; } to { visibility: visible; } }
.scroll { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 12px 16px; }
.scroll:focus-visible { outline-offset: -2px; }
.log { display: flex; flex-direction: column; }
.day, .note { margin-block: 14px 6px; color: var(--quiet); font-size: 13px; text-align: center; }
.day { display: flex; align-items: center; gap: 12px; }
.day::before, .day::after { content: ""; flex: 1; block-size: 1px; background: var(--edge); }
.message { display: flex; flex-direction: column; align-items: flex-start; margin-block-start: 12px; }
.message.own { align-items: flex-end; }
.message.continues { margin-block-start: 3px; }
.who { margin-block-end: 2px; color: var(--quiet); font-size: 13px; }
.name { font-weight: 600; }
.bubble {
  max-inline-size: 86%;
  padding: 8px 12px;
  border: 1px solid transparent;
  border-radius: 14px;
  background: var(--raised);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  unicode-bidi: plaintext;
}
.own .bubble { background: var(--accent); color: var(--on-accent); }
.bubble a { color: inherit; }
.progress { margin-block-start: 2px; color: var(--quiet); font-size: 13px; }
.progress.refused { color: var(--bad); }
.greeting { padding-block: 8px 12px; font-size: 18px; font-weight: 600; }
.queue, .typing { color: var(--quiet); font-size: 14px; }
.queue:not(:empty), .typing:not(:empty) { margin-block-start: 12px; }
.queue:not(:empty) { padding: 10px 12px; border: 1px solid var(--edge); border-radius: 12px; }
.jump { position: absolute; inset-block-end: 8px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; padding: 4px 14px; border: 1px solid var(--edge); border-radius: 16px; background: var(--surface); font-size: 14px; box-shadow: 0 2px 8px rgb(0 0 0 / .2); }
.trouble:not(:empty) { padding: 6px 16px; color: var(--bad); font-size: 14px; }

.composer, .over { border-block-start: 1px solid var(--edge); padding: 10px 12px; }
.write { display: flex; align-items: flex-end; gap: 8px; }
textarea, input {
  flex: 1;
  min-inline-size: 0;
  padding: 9px 12px;
  border: 1px solid light-dark(#7b8393, #7d8593);
  border-radius: 12px;
  background: var(--surface);
}
textarea { field-sizing: content; min-block-size: 44px; max-block-size: 140px; resize: none; overflow-wrap: anywhere; }
::placeholder { color: var(--quiet); opacity: 1; }
.send, .primary { border: 1px solid transparent; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
.send { display: grid; place-items: center; flex: none; inline-size: 44px; block-size: 44px; }
.send svg { fill: currentColor; stroke: none; }
:dir(rtl) .send svg { transform: scaleX(-1); }
.primary { inline-size: 100%; padding: 10px 16px; font-weight: 600; }
.end, .asked { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; font-size: 14px; }
.end { padding-block-start: 6px; }
.link { padding: 4px 0; border: 0; background: none; color: var(--accent); font-size: inherit; text-decoration: underline; text-underline-offset: 2px; }
.line .link { color: inherit; }
.quiet { color: var(--quiet); }
.entrance { display: grid; gap: 16px; padding-block: 8px; }
.told { font-size: 18px; font-weight: 600; overflow-wrap: anywhere; }
.guest { display: grid; gap: 8px; }
.guest .primary { margin-block-start: 8px; }

@media (max-width: 480px), (max-height: 420px) {
  .panel { position: fixed; inset: 0; inline-size: 100%; max-inline-size: none; block-size: 100dvh; border: 0; border-radius: 0; }
  .is-open .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .bubble, .launcher, .send, .primary, .badge { border-color: ButtonBorder; } }
`
