#include "card/secure_messaging.h"

#include "residence_vectors.h"

namespace kazashi::card {
namespace {

using base::FailureCode;

CardChallenge challenge_of(const Trace& trace) { return array_of<CardChallenge>(trace.challenge); }
crypto::CipherKey session_of(const Trace& trace) { return array_of<crypto::CipherKey>(trace.session); }

TEST_CASE("derives_the_access_key_of_the_published_trace") {
  CHECK(base::to_hex(access_key(trace_number())) == kAccessKey);
}

TEST_CASE("writes_E_IFD_and_M_IFD_of_both_published_traces") {
  for (const auto& trace : {kFirstTrace, kSecondTrace}) {
    const auto request =
        mutual_authentication(trace.suite, access_key(trace_number()), challenge_of(trace), trace_random());
    REQUIRE(request);
    CHECK(base::to_hex(*request) == trace.request);
  }
}

TEST_CASE("derives_KSenc_of_both_published_traces_from_the_cards_answer") {
  for (const auto& trace : {kFirstTrace, kSecondTrace}) {
    const auto key = session_key(trace.suite, access_key(trace_number()), challenge_of(trace), trace_random(),
                                 octets(trace.answer));
    REQUIRE(key);
    CHECK(base::to_hex(*key) == trace.session);
  }
}

TEST_CASE("writes_the_protected_number_of_both_published_traces") {
  for (const auto& trace : {kFirstTrace, kSecondTrace}) {
    const auto object = protected_number(trace.suite, session_of(trace), trace_number());
    REQUIRE(object);
    CHECK(base::to_hex(*object) == trace.number_object);
    const auto back = unprotected(trace.suite, session_of(trace), *object);
    REQUIRE(back);
    CHECK(base::as_text(*back) == kTraceNumber);
  }
}

TEST_CASE("believes_no_answer_with_an_octet_changed_or_of_another_challenge") {
  for (const auto& trace : {kFirstTrace, kSecondTrace}) {
    const auto access = access_key(trace_number());
    const auto whole = octets(trace.answer);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      auto answer = whole;
      answer[at] ^= 1;
      check_failure(session_key(trace.suite, access, challenge_of(trace), trace_random(), answer),
                    {FailureCode::secure_messaging_failed});
    }
    auto other_card = challenge_of(trace);
    other_card[0] ^= 1;
    check_failure(session_key(trace.suite, access, other_card, trace_random(), whole),
                  {FailureCode::secure_messaging_failed});
    auto other_reader = trace_random();
    other_reader.challenge[7] ^= 1;
    check_failure(session_key(trace.suite, access, challenge_of(trace), other_reader, whole),
                  {FailureCode::secure_messaging_failed});
    for (const std::size_t size : {0U, 32U, 39U}) {
      check_failure(session_key(trace.suite, access, challenge_of(trace), trace_random(),
                                base::ByteView(whole).first(size)),
                    {FailureCode::secure_messaging_failed});
    }
  }
}

TEST_CASE("takes_a_reflected_request_for_no_answer") {
  for (const auto& trace : {kFirstTrace, kSecondTrace}) {
    check_failure(session_key(trace.suite, access_key(trace_number()), challenge_of(trace), trace_random(),
                              octets(trace.request)),
                  {FailureCode::secure_messaging_failed});
  }
}

TEST_CASE("refuses_protected_answers_of_another_form") {
  const auto key = session_of(kFirstTrace);
  for (const auto* answer :
       {"", "86", "8600", "860101", "860100", "870901aaaaaaaaaaaaaaaa", "860900aaaaaaaaaaaaaaaa",
        "860801aaaaaaaaaaaaaa", "860901aaaaaaaaaaaaaaaa00", "86820901aaaaaaaaaaaaaaaa"}) {
    CAPTURE(answer);
    check_failure(unprotected(ChannelSuite::triple_des, key, octets(answer)),
                  {FailureCode::secure_messaging_failed});
  }
}

TEST_CASE("takes_twelve_capital_letters_and_digits_for_a_card_number") {
  for (const auto* text :
       {"", "AA12345678B", "AA12345678BBB", "aa12345678bb", "AA 1234567BB", "ＡＡ12345678"}) {
    CAPTURE(text);
    check_failure(CardNumber::from_text(base::as_bytes(text)), {FailureCode::card_number_format});
  }
  CHECK(CardNumber::from_text(base::as_bytes("AB12345678CD")));
}

}  // namespace
}  // namespace kazashi::card
