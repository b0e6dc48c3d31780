/** How the page looks, and how it stays up to date. */
export const style = `<style>
:root { color-scheme: light dark; --ink: #1c2430; --dim: #657084; --paper: #f5f6f8; --card: #fff; --line: #dfe3ea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf1; --dim: #93a0b5; --paper: #14181f; --card: #1c222c; --line: #2d3644; }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 0; }
dt, small, .empty { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 1rem; align-items: start;
  margin-top: 1.5rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
article header { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: center; }
progress { width: 7rem; accent-color: #3b6fd4; }
video { display: block; margin: .8rem auto 0; border-radius: 6px; background: #000; }
.landscape { width: 100%; aspect-ratio: 16 / 9; }
.portrait { height: 24rem; aspect-ratio: 9 / 16; }
.status { padding: 0 .6rem; border-radius: 1rem; background: #7a879c; color: #fff; }
.processing { background: #3b6fd4; } .completed { background: #2c8a57; } .failed { background: #c0392b; }
.error { color: #d2473a; margin: .6rem 0 0; }
</style>`;

/** Puts in only the cards that changed, so that a playing video plays on. */
export const script = `<script>
setInterval(async () => {
  const reply = await fetch(location.href).catch(() => null);
  if (!reply) return;
  const next = new DOMParser().parseFromString(await reply.text(), 'text/html');
  document.querySelector('.top').replaceWith(next.querySelector('.top'));
  const fresh = [...next.querySelector('main').children];
  document.querySelector('main').replaceChildren(...fresh.map((card) => {
    const old = card.id && document.getElementById(card.id);
    return old && old.outerHTML === card.outerHTML ? old : card;
  }));
}, 2000);
</script>`;
