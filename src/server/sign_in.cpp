// SPDX-License-Identifier: Apache-2.0
#include "server/sign_in.hpp"

#include "base/error.hpp"
#include "http/client.hpp"

namespace redthread::server {
namespace {

/// No answer is an answer here: what it means is Oidc's to say.
access::HttpAnswer ask(const access::HttpQuestion& question) {
  http::ClientRequest request{
      .method = question.method, .url = question.address, .body = question.body};
  for (const auto& [name, value] : question.headers) request.headers.push_back({name, value});
  try {
    http::ClientResponse answer = http::fetch(request);
    return {answer.status, std::move(answer.body)};
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

SignIn::SignIn(const std::string& address, access::OidcSettings settings)
    : address_(address), settings_(std::move(settings)), name_(settings_.name) {
  connect();
}

void SignIn::connect() {
  oidc_.reset();
  connection_ = database::connect(address_);
  oidc_ = std::make_unique<access::Oidc>(*connection_, settings_, ask);
}

access::OidcStart SignIn::begin(const std::string& destination, access::Time now) {
  const std::lock_guard<std::mutex> alone(mutex_);
  try {
    return oidc_->begin(destination, now);
  } catch (const Error& error) {
    if (error.code().rfind("plan.", 0) != 0) throw;
    connect();  // the database was away
    return oidc_->begin(destination, now);
  }
}

SignIn::Arrival SignIn::finish(const access::OidcReturn& back, access::Time now) {
  const std::lock_guard<std::mutex> alone(mutex_);
  const access::OidcArrival arrival = oidc_->finish(back, now);
  const auto account = access::Accounts(*connection_).sign_in(arrival.identity, now);
  if (!account) {
    throw Error("access.sign_in_refused",
                "you are signed in, but there is no account for you here; ask an administrator");
  }
  return {access::Sessions(*connection_).open(*account, now), arrival.destination};
}

}  // namespace redthread::server
