# The button of the sandbox that moves its clock to what comes next: “Forward: a notice”.
clock-notice = a notice to a resident
clock-deadline = a deadline of a report
