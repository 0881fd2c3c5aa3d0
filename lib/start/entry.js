// Plain JavaScript on purpose: an old Node cannot read main.ts, but it can read this and say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const readsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

if (readsTypeScript) {
  await import('./main.ts');
} else {
  process.stderr.write(
    `Waterline needs Node 22.18 or newer (best: 24) and this is Node ${process.versions.node}.\n` +
      'On most computers `npm ci` brings the right one and `npm start` uses it: run these two commands.\n' +
      'If that is what you did, there is no such package for this computer: install Node 24 from nodejs.org.\n',
  );
  process.exitCode = 1;
}
