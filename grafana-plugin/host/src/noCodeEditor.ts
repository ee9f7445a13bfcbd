/** Stands for monaco-editor, which @grafana/ui loads for its code editor only; the console has none, and it is 80 MB. */
export default undefined;
