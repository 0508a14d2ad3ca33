// SPDX-License-Identifier: Apache-2.0
// The HTTP server with 200 connections on loopback, by wrk; beside it nginx, which gives the same
// bytes as a file, in the same run.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.hpp"
#include "bench.hpp"
#include "http/server.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr int connections = 200;
constexpr int seconds = 6;

/// What wrk says.
struct Load {
  double requests_per_second = 0;
  double p99_ms = 0;
};

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  if (pclose(pipe) != 0) throw std::runtime_error(command + " failed: " + output);
  return output;
}

/// The number behind `name`, in milliseconds when it has a unit of time.
double number_behind(const std::string& text, const std::string& name) {
  const std::size_t at = text.find(name);
  if (at == std::string::npos) throw std::runtime_error("wrk does not say " + name + ": " + text);
  std::size_t size = 0;
  const std::string rest = text.substr(at + name.size());
  const double number = std::stod(rest, &size);
  const std::string unit = rest.substr(size, 2);
  return unit == "us" ? number / 1000 : unit.starts_with('s') ? number * 1000 : number;
}

Load load(int port, const std::string& path) {
  const std::string output = output_of(fmt::format(
      "wrk -t1 -c{} -d{}s --latency http://127.0.0.1:{}{}", connections, seconds, port, path));
  if (output.find("Non-2xx") != std::string::npos ||
      output.find("Socket errors") != std::string::npos) {
    throw std::runtime_error("wrk met errors: " + output);
  }
  return {number_behind(output, "Requests/sec:"), number_behind(output, "\n     99%")};
}

/// A running nginx that gives the files of a folder.
class Nginx {
 public:
  Nginx(const fs::path& folder, int port) {
    const std::string configuration = fmt::format(
        "{}worker_processes 2; daemon off; pid {}/pid; error_log {}/error.log;\n"
        "events {{ worker_connections 1024; }}\n"
        "http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n"
        "  open_file_cache max=100; default_type application/json;\n"
        "  client_body_temp_path {}/b; proxy_temp_path {}/p; fastcgi_temp_path {}/f; "
        "uwsgi_temp_path {}/u;\n"
        "  scgi_temp_path {}/s; server {{ listen 127.0.0.1:{}; root {}/files; }} }}\n",
        geteuid() == 0 ? "user root;" : "", folder.string(), folder.string(), folder.string(),
        folder.string(), folder.string(), folder.string(), folder.string(), port, folder.string());
    const std::string file = folder / "nginx.conf";
    write_file_atomically(file, configuration);
    const std::string prefix = folder.string();
    process_ = fork();
    if (process_ == 0) {
      execlp("nginx", "nginx", "-p", prefix.c_str(), "-c", file.c_str(), nullptr);
      _exit(127);
    }
    usleep(500'000);
  }
  ~Nginx() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

 private:
  pid_t process_ = -1;
};

/// The words of a small answer, made anew for each request.
std::string computed(const http::Request& request) {
  long sum = 0;
  for (const char c : request.path) sum += c;
  return fmt::format(R"({{"path":"{}","unit":"KIR","value":{},"state":"known"}})", request.path,
                     sum);
}

std::vector<Measurement> run() {
  const fs::path folder =
      fs::temp_directory_path() / ("redthread-bench-http-" + std::to_string(getpid()));
  fs::create_directories(folder / "files");
  fs::permissions(folder, fs::perms::all);
  const auto cached = std::make_shared<const std::string>(20'000, 'x');
  http::Options options;
  options.worker_threads = 2;
  http::Server server(options, [&](const http::Request& request) {
    return request.path == "/cached.json"
               ? http::respond(200, "application/json", cached)
               : http::respond(200, "application/json", computed(request));
  });
  server.start();
  http::Request small;
  small.path = "/computed.json";
  write_file_atomically(folder / "files/cached.json", *cached);
  write_file_atomically(folder / "files/computed.json", computed(small));

  std::vector<Measurement> measurements;
  const int nginx_port = server.port() == 65535 ? server.port() - 1 : server.port() + 1;
  const Nginx nginx(folder, nginx_port);
  for (const std::string name : {"cached", "computed"}) {
    const Load reference = load(nginx_port, "/" + name + ".json");
    const Load ours = load(server.port(), "/" + name + ".json");
    const std::string what = name == "cached" ? "nginx, a file of 20 kB" : "nginx, a small file";
    measurements.push_back({.name = "http_requests." + name,
                            .value = ours.requests_per_second,
                            .unit = "requests/s",
                            .reference = reference.requests_per_second,
                            .reference_name = what,
                            .goal = 3000});
    measurements.push_back({.name = "http_requests." + name + "_p99",
                            .value = ours.p99_ms,
                            .unit = "ms",
                            .reference = reference.p99_ms,
                            .reference_name = what,
                            .goal = 50,
                            .goal_is_limit = true});
  }
  server.stop();
  fs::remove_all(folder);
  return measurements;
}

[[maybe_unused]] const bool known =
    add({"http_requests", "the HTTP server with 200 connections, by wrk, beside nginx", run});

}  // namespace
}  // namespace redthread::bench
