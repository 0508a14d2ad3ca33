// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace redthread {

/// For tests: a PostgreSQL server of its own (tests/postgresql), which ends with this.
class TestPostgresql {
 public:
  /// `script` is tests/postgresql.
  explicit TestPostgresql(const std::string& script) {
    std::string folder = (std::filesystem::temp_directory_path() / "redthread-pg-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    server_ = ::fork();
    if (server_ == 0) {
      ::execl(script.c_str(), script.c_str(), folder.c_str(), nullptr);
      ::_exit(127);
    }
    wait_until_it_answers();
  }
  ~TestPostgresql() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestPostgresql(const TestPostgresql&) = delete;
  TestPostgresql& operator=(const TestPostgresql&) = delete;

  /// Whether PostgreSQL is there at all.
  bool is_installed() const { return is_installed_; }
  /// The folder of its socket.
  const std::string& folder() const { return folder_; }
  std::string connection() const { return "host=" + folder_ + " user=postgres dbname=postgres"; }

  /// At once, as if the machine had stopped.
  void stop() {
    if (server_ <= 0) return;
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
    server_ = -1;
  }

  void run(const std::string& sql) const {
    const std::string psql = "psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host=" + folder_ +
                             " --username=postgres --file=- >/dev/null";
    FILE* const statements = ::popen(psql.c_str(), "w");
    if (statements == nullptr) throw std::runtime_error("psql cannot be started");
    std::fwrite(sql.data(), 1, sql.size(), statements);
    if (::pclose(statements) != 0) throw std::runtime_error("psql failed; see above");
  }

 private:
  void wait_until_it_answers() {
    for (int tenths = 0; tenths < 1200; ++tenths) {
      int status = 0;
      if (::waitpid(server_, &status, WNOHANG) == server_) {
        server_ = -1;
        is_installed_ = !(WIFEXITED(status) && WEXITSTATUS(status) == 77);
        if (is_installed_) throw std::runtime_error("PostgreSQL did not start");
        return;
      }
      const std::string ask = "pg_isready --quiet --host=" + folder_ + " --username=postgres";
      if (std::system(ask.c_str()) == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    throw std::runtime_error("PostgreSQL does not answer");
  }

  std::string folder_;
  pid_t server_ = -1;
  bool is_installed_ = true;
};

}  // namespace redthread
