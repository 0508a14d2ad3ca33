// SPDX-License-Identifier: Apache-2.0
#include "server/pages.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <utility>

#include "http/problem.hpp"

namespace redthread::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

const char* media_of(const fs::path& file) {
  static constexpr std::array media = {
      std::pair{".html", "text/html; charset=utf-8"},
      std::pair{".js", "text/javascript; charset=utf-8"},
      std::pair{".css", "text/css; charset=utf-8"},
      std::pair{".svg", "image/svg+xml"},
      std::pair{".json", "application/json"},
      std::pair{".woff2", "font/woff2"},
      std::pair{".png", "image/png"},
      std::pair{".txt", "text/plain; charset=utf-8"},
  };
  const std::string extension = file.extension().string();
  for (const auto& [known, type] : media) {
    if (extension == known) return type;
  }
  return nullptr;
}

/// Files that were read once: they do not change while the server runs.
http::SharedBytes bytes_of(const fs::path& file) {
  static std::mutex mutex;
  static std::map<std::string, http::SharedBytes> read;
  const std::lock_guard<std::mutex> alone(mutex);
  http::SharedBytes& bytes = read[file.string()];
  if (!bytes) {
    std::ifstream input(file, std::ios::binary);
    std::ostringstream all;
    all << input.rdbuf();
    bytes = std::make_shared<const std::string>(all.str());
  }
  return bytes;
}

/// The file of a path below the folder; nullopt when it is no file that is served. The path has no
/// `..` (see http::Request).
std::optional<fs::path> file_of(const std::string& folder, const std::string& path) {
  const fs::path file = fs::path(folder) / path.substr(1);
  std::error_code ignored;
  if (media_of(file) == nullptr || !fs::is_regular_file(file, ignored)) return std::nullopt;
  return file;
}

}  // namespace

http::Response page(const std::string& folder, const http::Request& request) {
  std::error_code ignored;
  const fs::path application = fs::path(folder) / "index.html";
  if (folder.empty() || !fs::is_regular_file(application, ignored)) {
    return http::respond(
        http::Problem{.status = 404,
                      .detail = "the web application was not built; the API answers below /api",
                      .request_id = request.id});
  }
  const auto file = file_of(folder, request.path);
  const bool looks_like_file =
      fs::path(request.path).has_extension() && request.path.rfind("/assets/", 0) == 0;
  if (!file && looks_like_file) {
    return http::respond(
        http::Problem{.status = 404, .detail = "there is no such file", .request_id = request.id});
  }
  const fs::path& shown = file ? *file : application;
  http::Response answer = http::respond(200, media_of(shown), bytes_of(shown));
  const bool is_hashed = file && request.path.rfind("/assets/", 0) == 0;
  answer.headers.push_back(
      {"Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache"});
  answer.headers.push_back({"Content-Security-Policy", policy});
  answer.headers.push_back({"X-Content-Type-Options", "nosniff"});
  answer.headers.push_back({"Referrer-Policy", "same-origin"});
  answer.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  answer.route = is_hashed ? "/assets/{file}" : "/{page}";
  return answer;
}

}  // namespace redthread::server
