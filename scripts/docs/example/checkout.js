/* global __ENV */
import http from 'k6/http';

export default function checkout() {
  http.get(`${__ENV.TARGET}/checkout`);
}
