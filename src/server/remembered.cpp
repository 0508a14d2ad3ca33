// SPDX-License-Identifier: Apache-2.0
#include "server/remembered.hpp"

namespace redthread::server {

std::size_t Remembered::size_of(const Entry& entry) {
  constexpr std::size_t around = 256;  // list, map and shared pointer
  return entry.answer.body->size() + 2 * entry.question.size() + entry.version.size() + around;
}

void Remembered::drop(std::list<Entry>::iterator entry) {
  bytes_ -= size_of(*entry);
  by_question_.erase(entry->question);
  entries_.erase(entry);
}

std::optional<Remembered::Kept> Remembered::find(const std::string& question,
                                                 const std::string& version) {
  const std::lock_guard<std::mutex> alone(mutex_);
  const auto found = by_question_.find(question);
  if (found == by_question_.end()) return std::nullopt;
  if (found->second->version != version) {
    drop(found->second);
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void Remembered::keep(const std::string& question, const std::string& version, Kept answer) {
  const std::lock_guard<std::mutex> alone(mutex_);
  if (const auto found = by_question_.find(question); found != by_question_.end()) {
    drop(found->second);
  }
  entries_.push_front({question, version, std::move(answer)});
  by_question_[question] = entries_.begin();
  bytes_ += size_of(entries_.front());
  while (bytes_ > most_bytes_ && !entries_.empty()) drop(std::prev(entries_.end()));
}

std::size_t Remembered::bytes() const {
  const std::lock_guard<std::mutex> alone(mutex_);
  return bytes_;
}

}  // namespace redthread::server
