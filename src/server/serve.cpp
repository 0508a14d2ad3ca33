// SPDX-License-Identifier: Apache-2.0
#include "server/serve.hpp"

#include <mutex>
#include <ostream>

#include <fmt/format.h>

#include "app/plan.hpp"
#include "base/error.hpp"
#include "http/server.hpp"
#include "server/router.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

bool open_regions(const ServeOptions& options, Services& services, Diagnostics& diagnostics) {
  for (const std::string& folder : options.regions) {
    auto region = app::LiveRegion::open({.folder = folder,
                                         .warehouse = options.warehouse,
                                         .store = options.store,
                                         .user = options.user},
                                        diagnostics);
    if (!region) return false;
    const std::string key = region->key();
    if (!services.regions.emplace(key, std::move(region)).second) {
      throw Error("region.twice", "two of the folders are of the region `" + key + "`");
    }
    services.order.push_back(key);
  }
  return true;
}

std::string database_address(const ServeOptions& options, Diagnostics& diagnostics) {
  if (!options.accounts.empty()) return options.accounts;
  return app::plan_address({.region = options.regions.front(), .store = options.store}, diagnostics)
      .value_or("");
}

/// What a topic of Watch is now: a job, or a region's version.
Watch::Sight look(Services& services, const std::string& topic) {
  const auto blank = topic.find(' ');
  const std::string name = topic.substr(blank + 1);
  if (topic.rfind("job ", 0) == 0) {
    const auto job = services.jobs->find(name);
    if (!job) return {"failed", "{}", true};
    return {job->is_over() ? job->state : "progress", app::to_json(*job), job->is_over()};
  }
  return {"version", fmt::format("{{\"version\":\"{}\"}}", services.regions.at(name)->version()),
          false};
}

}  // namespace

bool serve(const ServeOptions& options, const std::function<void(const std::string&)>& ready,
           const std::function<void()>& wait, std::ostream& log, Diagnostics& diagnostics) {
  Services services;
  if (!open_regions(options, services, diagnostics)) return false;
  const std::string database = database_address(options, diagnostics);
  if (diagnostics.has_errors()) return false;
  const bool has_tls = !options.certificate.empty();
  services.is_secure = has_tls || options.behind_tls;
  services.desk = std::make_unique<Desk>(database, services.is_secure);
  if (!options.sign_in.issuer.empty()) {
    services.sign_in = std::make_unique<SignIn>(database, options.sign_in);
  }
  services.jobs = std::make_unique<app::Jobs>(database);
  services.watch = std::make_unique<Watch>(
      [&services](const std::string& topic) { return look(services, topic); });
  services.pages = options.pages;

  Router router(services);
  std::mutex log_mutex;
  http::Server server(
      {.address = options.address,
       .port = options.port,
       .worker_threads = options.threads,
       .certificate_file = options.certificate,
       .key_file = options.key,
       .trusted_proxies = options.proxies},
      [&router](const http::Request& request) { return router.answer(request); },
      [&log, &log_mutex](const http::LogRecord& record) {
        const std::string line = http::to_json_line(record) + '\n';
        const std::lock_guard<std::mutex> alone(log_mutex);
        log << line << std::flush;
      });
  services.metrics = [&server] { return server.metrics(); };
  server.start();
  ready(fmt::format("{}://{}:{}", has_tls ? "https" : "http", options.address, server.port()));
  wait();
  server.stop();
  services.watch.reset();  // its topics look at what follows
  services.jobs.reset();
  return true;
}

}  // namespace redthread::server
