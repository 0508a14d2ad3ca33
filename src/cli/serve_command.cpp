// SPDX-License-Identifier: Apache-2.0
// The application in a browser, and its API: serve.
#include <csignal>
#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "server/serve.hpp"

namespace redthread::cli {
namespace {

namespace fs = std::filesystem;

/// Where the web application was built to, seen from the program: the build tree's, or the
/// installed one's. Empty when it was not.
std::string built_pages() {
  std::error_code unknown;
  const fs::path folder = fs::read_symlink("/proc/self/exe", unknown).parent_path();
  for (const char* place : {"../../web/dist", "../lib/redthread/web"}) {
    const fs::path pages = (folder / place).lexically_normal();
    if (fs::exists(pages / "index.html", unknown)) return pages.string();
  }
  return {};
}

/// Until somebody stops the program. Threads that were started later do not get the signals.
class Stop {
 public:
  Stop() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_{};
};

int run_serve(const Context& context, const server::ServeOptions& options) {
  const Stop stop;
  Diagnostics diagnostics;
  const bool is_served = server::serve(
      options,
      [&](const std::string& address) {
        context.out << "Röda tråden is at " << address << "  (Ctrl+C stops it)" << std::endl;
        if (options.pages.empty()) {
          context.out << "the web application was not built: only the API answers" << std::endl;
        }
      },
      [&] { stop.wait(); }, context.err, diagnostics);
  const int told = context.report(diagnostics);
  return is_served ? told : wrong_input;
}

}  // namespace

void add_serve(CLI::App& app, Context& context, Action& action) {
  const auto options = std::make_shared<server::ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Serve the application and its API");
  command->add_option("region", options->regions, "Region folders")->required();
  command->add_option("--address", options->address, "The address to listen on")
      ->capture_default_str();
  command->add_option("--port", options->port, "The port; 0 = any that is free")
      ->capture_default_str();
  command->add_option("--accounts", options->accounts,
                      "Database of accounts: a file or postgresql://...; default: where the first "
                      "region's plan is");
  command->add_option("--store", options->store, "The plan's store, of one region");
  command->add_option("--warehouse", options->warehouse, "The warehouse file, of one region");
  CLI::Option* certificate =
      command->add_option("--certificate", options->certificate, "TLS: the certificate, PEM");
  command->add_option("--key", options->key, "TLS: its key, PEM")->needs(certificate);
  command->add_flag("--behind-tls", options->behind_tls,
                    "A proxy in front speaks TLS: cookies are for TLS only");
  command
      ->add_option("--proxy", options->proxies,
                   "Address of a proxy whose X-Forwarded-For is believed; may be repeated")
      ->allow_extra_args(false);
  CLI::Option* issuer = command->add_option("--oidc-issuer", options->sign_in.issuer,
                                            "The region's sign-in service (OpenID Connect)");
  command->add_option("--oidc-client", options->sign_in.client_id, "Our id there")->needs(issuer);
  command
      ->add_option("--oidc-secret-env", options->sign_in.secret_env,
                   "The environment variable that holds our secret there")
      ->needs(issuer);
  command
      ->add_option("--oidc-redirect", options->sign_in.redirect,
                   "Our address to come back to: https://.../api/oidc/back")
      ->needs(issuer);
  command->add_option("--oidc-name", options->sign_in.name, "The service's name, for the button")
      ->needs(issuer);
  command->add_option("--pages", options->pages, "Folder of the built web application");
  command->add_option("--threads", options->threads, "So many requests are answered at a time")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->footer("Example:\n  redthread serve regions/vastmanland --port 8080");
  command->callback([&context, &action, options] {
    action = [&context, options] {
      if (options->pages.empty()) options->pages = built_pages();
      options->user = current_user();
      return run_serve(context, *options);
    };
  });
}

}  // namespace redthread::cli
