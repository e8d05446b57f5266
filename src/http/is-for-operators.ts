/** Whether a path is of those that a load balancer or Prometheus asks, over the private network and without TLS. */
export function isForOperators(path: string): boolean {
  return path === "/metrics" || path === "/health" || path.startsWith("/health/");
}
