/** Where the exporter serves the console; Grafana's word for it is the sub-path of its own address. */
export const BASE_PATH = '/console';
