/** The style sheet of the HTML report. No line begins with `::`. */
export const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2430;--soft:#5b6675;--line:#dfe3e9;--well:#f1f3f6;--link:#1f5fbf;
--pass:#1a7f45;--tolerated:#0e7490;--skipped:#6b7280;--not-implemented:#6b7280;--warn:#9a6700;--blocked:#3b5bb5;--flaky:#8b3fb5;--fail:#c62828;--crash:#a3124b;--harness-error:#7a3ea8;
--sent:#1f5fbf;--received:#1a7f45;--data:#b45309;--databack:#fff7ed;--mono:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1a2029;--ink:#e4e8ee;--soft:#98a3b3;--line:#2d3642;--well:#141a22;--link:#7ab0ff;
--pass:#4cc27d;--tolerated:#4fc3dc;--skipped:#98a3b3;--not-implemented:#98a3b3;--warn:#e0b040;--blocked:#8aa8ff;--flaky:#cf8ff0;--fail:#ff7b72;--crash:#ff6f9f;--harness-error:#c9a0f0;
--sent:#7ab0ff;--received:#4cc27d;--data:#f0a860;--databack:#261e14}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main,.top>div{max-width:1080px;margin:0 auto;padding:0 20px}
a{color:var(--link)}code,pre,.mono{font-family:var(--mono);font-size:.87em}
h1{font-size:1.45rem;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:1.08rem;margin:34px 0 10px}
.top{background:var(--card);border-bottom:1px solid var(--line);padding:22px 0 18px}
.brand{color:var(--soft);font-size:.85rem;margin:0 0 4px}
.facts{display:grid;grid-template-columns:auto 1fr;gap:2px 14px;margin:12px 0 16px;font-size:.9rem}.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere;max-height:7.5em;overflow:auto}
.verdict{display:flex;align-items:center;gap:12px;flex-wrap:wrap}.outcome{font-weight:700;padding:3px 12px;border-radius:6px;color:#fff;background:var(--tone)}
@media (prefers-color-scheme:dark){.outcome,.badge{color:#10151b!important}}
.bar{display:flex;height:12px;border-radius:6px;overflow:hidden;background:var(--well);margin:14px 0 8px;gap:2px}.bar i{display:block;background:var(--tone);min-width:4px}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:.88rem;margin:0;padding:0;list-style:none}.legend li:before{content:"";display:inline-block;width:9px;height:9px;border-radius:3px;background:var(--tone);margin-right:7px}
.cut{border:1px solid var(--warn);border-left-width:5px;background:var(--card);border-radius:8px;padding:10px 14px;margin:18px 0 0}
.panel{background:var(--card);border:1px solid var(--line);border-radius:10px;overflow-x:auto}
.diagram{background:#fff;color-scheme:light;padding:14px;text-align:center}.diagram svg{max-width:100%;height:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{padding:7px 12px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}thead th{color:var(--soft);font-weight:600}tbody tr:last-child>*{border-bottom:0}tbody th{font-weight:500}
tfoot td,tfoot th{border-top:1px solid var(--line);border-bottom:0;font-weight:700}td.none{color:var(--soft);opacity:.45}td.some{color:var(--tone);font-weight:600}
.regions{display:grid;grid-template-columns:auto 1fr;gap:8px 16px;padding:14px;margin:0;font-size:.9rem}.regions dt{color:var(--soft)}.regions dd{margin:0;display:flex;flex-wrap:wrap;gap:6px}
.chip{border:1px solid var(--line);border-radius:20px;padding:0 10px;font-family:var(--mono);font-size:.82rem}.chip.seen{border-color:var(--pass);color:var(--pass)}.chip.unseen{border-style:dashed;color:var(--soft)}
.tools{position:sticky;top:0;z-index:2;background:var(--page);padding:10px 0;display:none;flex-wrap:wrap;gap:8px;align-items:center;border-bottom:1px solid var(--line)}.script .tools{display:flex}
.tools button,.tools select,.tools input,.copy{font:inherit;font-size:.86rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:7px;padding:5px 11px;cursor:pointer}
.tools input{flex:1 1 180px;min-width:140px;cursor:text}.tools select{max-width:220px}.tools button[aria-pressed=true]{border-color:var(--tone,var(--link));color:var(--tone,var(--link));font-weight:600;box-shadow:inset 0 0 0 1px var(--tone,var(--link))}
.shown{color:var(--soft);font-size:.86rem}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.check{background:var(--card);border:1px solid var(--line);border-radius:9px;margin:7px 0;scroll-margin-top:120px}.check[hidden],h3[hidden]{display:none}
.check>summary{display:grid;grid-template-columns:minmax(78px,max-content) 1fr auto;gap:2px 12px;align-items:baseline;padding:9px 14px;cursor:pointer;list-style:none;border-radius:9px}
.check>summary::-webkit-details-marker{display:none}.check>summary:hover{background:var(--well)}.check[open]>summary{border-bottom:1px solid var(--line);border-radius:9px 9px 0 0}
.check[data-bad]{border-left:4px solid var(--tone)}
.badge{display:inline-block;min-width:78px;text-align:center;background:var(--tone);color:#fff;border-radius:5px;font-size:.74rem;font-weight:700;padding:2px 8px;letter-spacing:.02em}
.quiet .badge{background:transparent;color:var(--tone)!important;box-shadow:inset 0 0 0 1px var(--tone)}
.name{display:block;font-weight:550;overflow-wrap:anywhere}.id{color:var(--soft);font-size:.8rem;overflow-wrap:anywhere}.spent{color:var(--soft);font-size:.82rem;white-space:nowrap}
.inside{padding:12px 16px 16px}.inside h4{font-size:.8rem;text-transform:uppercase;letter-spacing:.05em;color:var(--soft);margin:18px 0 6px}.inside h4:first-child{margin-top:0}
blockquote{margin:0;padding:2px 0 2px 14px;border-left:3px solid var(--line)}blockquote p{margin:0}cite{font-style:normal;color:var(--soft);font-size:.84rem}
.finding{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:8px;padding:12px 14px;margin:8px 0}
.finding dl{display:grid;grid-template-columns:88px 1fr;gap:6px 12px;margin:12px 0 0;font-size:.92rem}.finding dt{color:var(--soft)}.finding dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.finding ul{margin:0;padding:0;list-style:none}.expected li{color:var(--pass)}.expected li+li:before{content:"or ";color:var(--soft);font-family:system-ui,sans-serif}.actual{color:var(--tone)}
.hint{background:var(--well);border-radius:6px;padding:6px 10px!important}
.rules{margin:0;padding:0;list-style:none}.rules li{margin:0 0 8px}
.wire{font-family:var(--mono);font-size:.82rem;line-height:1.55;background:var(--well);border:1px solid var(--line);border-radius:8px;max-height:520px;overflow:auto;padding:6px 0}
.wire>div{display:grid;grid-template-columns:76px auto 34px 1fr;padding:0 12px 0 0}.wire .at{color:var(--soft);text-align:right;padding-right:12px;user-select:none}.wire .session{color:var(--soft);padding-right:8px}
.wire .who{font-weight:700}.wire .sent .who,.key .sent{color:var(--sent)}.wire .received .who,.key .received{color:var(--received)}.wire .text{overflow-wrap:anywhere;white-space:pre-wrap}
.wire .data{background:var(--databack);box-shadow:inset 3px 0 0 var(--data)}.wire .data .text{padding-left:26px}.wire .data .who{color:var(--data)}.wire .note .text{color:var(--soft);font-style:italic}.wire .eol{color:var(--soft);opacity:.55;user-select:none}
.left-out{margin:6px 12px;color:var(--soft);font-style:italic}.wire .esc{color:var(--crash)}.key{color:var(--soft);font-size:.8rem;margin:0 0 6px;display:flex;gap:16px;flex-wrap:wrap}.key b{font-family:var(--mono)}.key .datakey{color:var(--data)}
.again{display:flex;gap:10px;align-items:center}.again code{flex:1;background:var(--well);border:1px solid var(--line);border-radius:7px;padding:7px 11px;overflow-x:auto;white-space:pre}.copy{display:none}.script .copy{display:block}
footer{color:var(--soft);font-size:.84rem;padding:30px 0 50px}kbd{font-family:var(--mono);font-size:.85em;border:1px solid var(--line);border-radius:4px;padding:0 5px;background:var(--card)}
.keys{display:none}.script .keys{display:inline}
@media (max-width:640px){.tools{position:static}.check{scroll-margin-top:8px}.check>summary{grid-template-columns:1fr auto}.check>summary .what{grid-column:1/-1;grid-row:2}.wire>div{grid-template-columns:58px auto 24px 1fr}.finding dl{grid-template-columns:1fr}}
@media print{.tools,.copy{display:none!important}.wire{max-height:none}body{background:#fff}}
`;
