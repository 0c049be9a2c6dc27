/** What the feedback and summary pages add to the report's style. */
export const gradeStyle = `
.score{font-size:1.25rem;font-weight:700;margin:10px 0 6px}meter{width:100%;max-width:420px;height:14px}
.status{background:var(--card);border:1px solid var(--fail);border-left-width:5px;border-radius:8px;padding:10px 14px;white-space:pre-wrap;overflow-wrap:anywhere}
ol li,ul li{margin:6px 0}tr.stage>*{font-weight:700}small{color:var(--soft)}
.parts{display:grid;grid-template-columns:76px 1fr;gap:4px 12px;margin:0}.parts dt{color:var(--soft)}.parts dd{margin:0;min-width:0}.parts pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
`;
