import { launchChromium } from '#tests/support/chromium.ts';
const browser = await launchChromium();
const B='http://127.0.0.1:3165';
for (const [name,path] of [['pi','/priced-in'],['win','/window'],['pi2','/priced-in?since=2026-08-13&t=005930.KS']] as const)
for (const [w,theme] of [[1440,'light'],[1440,'dark'],[390,'light']] as const) {
  if ((name==='pi2')&&theme==='dark') continue;
  const ctx = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: theme });
  const page = await ctx.newPage();
  const errs:string[]=[]; page.on('console',m=>{if(m.type()==='error')errs.push(m.text())}); page.on('pageerror',e=>errs.push(String(e)));
  await page.goto(B+path,{waitUntil:'networkidle'});
  await page.screenshot({ path: `/tmp/shot-${name}-${w}-${theme}.png`, fullPage: true });
  console.log(name,w,theme,errs, await page.evaluate(()=>document.documentElement.scrollWidth));
  await ctx.close();
}
await browser.close();
